import { graphql } from '@holdfast/schema';

/** The segments of one k, to choose from. */
export const SegmentsOfKQuery = graphql(`
  query SegmentsOfK($id: ID!, $k: Int!) {
    segmentation(id: $id) { id segments(k: $k) { id key name } }
  }
`);

/** The saved filters of a dataset. */
export const AudiencesQuery = graphql(`
  query Audiences($id: ID!) {
    dataset(id: $id) { id audiences(first: 100) { edges { node { id name sentence filter } } } }
  }
`);

/** Deletes a saved filter. */
export const DeleteAudienceMutation = graphql(`
  mutation DeleteAudience($input: DeleteAudienceInput!) {
    deleteAudience(input: $input) {
      deletedAudienceId
      userErrors { field message code }
    }
  }
`);

/** What a campaign is called. */
export const CampaignNameQuery = graphql(`
  query CampaignName($id: ID!) {
    campaign(id: $id) { id name }
  }
`);

/** How many customers a list has. */
export const CustomersCountQuery = graphql(`
  query CustomersCount($datasetId: ID!, $filter: CustomerFilter!) {
    customers(datasetId: $datasetId, first: 1, filter: $filter) { totalCount }
  }
`);
