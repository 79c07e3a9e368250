import { graphql } from '@holdfast/schema';

/** A campaign and what can be said of it, in a line. */
export const CampaignStandingFragment = graphql(`
  fragment CampaignStanding on Campaign {
    id
    name
    sentence
    createdAt
    contactedCount
    holdOutCount
    missing { sentence }
    effect { verdict sentence saved savedLow savedHigh netValue netValueLow netValueHigh }
  }
`);
