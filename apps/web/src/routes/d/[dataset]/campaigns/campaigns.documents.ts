import { graphql } from '@holdfast/schema';
import { CampaignStandingFragment } from '#lib/campaigns/campaign.fragment.ts';

/** The part of a dataset that is held out of every campaign. */
export const GlobalHoldOutFragment = graphql(`
  fragment GlobalHoldOut on GlobalHoldOut {
    share
    startedAt
    endedAt
    customerCount
    comparison { sentence }
  }
`);

/** Holds a part out of every campaign. */
export const StartGlobalHoldOutMutation = graphql(`
  mutation StartGlobalHoldOut($input: StartGlobalHoldOutInput!) {
    startGlobalHoldOut(input: $input) {
      globalHoldOut { share }
      userErrors { field message code }
    }
  }
`);

/** Ends that a part is held out. */
export const EndGlobalHoldOutMutation = graphql(`
  mutation EndGlobalHoldOut($input: EndGlobalHoldOutInput!) {
    endGlobalHoldOut(input: $input) {
      globalHoldOut { share }
      userErrors { field message code }
    }
  }
`);

/** The campaigns of a dataset, newest first. */
export const CampaignsQuery = graphql(
  `
  query Campaigns($id: ID!, $after: String) {
    dataset(id: $id) {
      id
      globalHoldOut { ...GlobalHoldOut }
      campaigns(first: 20, after: $after) {
        edges { node { ...CampaignStanding } }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`,
  [CampaignStandingFragment, GlobalHoldOutFragment],
);
