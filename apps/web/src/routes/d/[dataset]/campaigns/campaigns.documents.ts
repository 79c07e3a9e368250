import { graphql } from '@holdfast/schema';
import { CampaignStandingFragment } from '#lib/campaigns/campaign.fragment.ts';

/** The campaigns of a dataset, newest first. */
export const CampaignsQuery = graphql(
  `
  query Campaigns($id: ID!, $after: String) {
    dataset(id: $id) {
      id
      campaigns(first: 20, after: $after) {
        edges { node { ...CampaignStanding } }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`,
  [CampaignStandingFragment],
);
