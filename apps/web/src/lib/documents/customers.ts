import { graphql } from '@holdfast/schema';
import { CustomerRowFragment } from '#lib/customers/customer-row.fragment.ts';

/** A page of customers, filtered and in order; with their attributes if asked for. */
export const CustomersQuery = graphql(
  `
  query Customers($datasetId: ID!, $first: Int = 50, $after: String, $filter: CustomerFilter, $orderBy: CustomerOrder, $attributes: Boolean = false) {
    customers(datasetId: $datasetId, first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      edges { node { ...CustomerRow attributes @include(if: $attributes) } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`,
  [CustomerRowFragment],
);

/** Customers whose id contains the text in the search box. */
export const CustomerSearchQuery = graphql(`
  query CustomerSearch($datasetId: ID!, $search: String!, $first: Int = 8) {
    customers(datasetId: $datasetId, first: $first, filter: { search: $search }) {
      edges { node { id externalId segment { id index colour name } churn { probability riskBand } } }
      totalCount
    }
  }
`);

/** Saves a filter under a name. */
export const SaveAudienceMutation = graphql(`
  mutation SaveAudience($input: SaveAudienceInput!) {
    saveAudience(input: $input) {
      audience { id name }
      userErrors { field message code }
    }
  }
`);
