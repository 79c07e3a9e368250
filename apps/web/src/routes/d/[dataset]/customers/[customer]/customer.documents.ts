import { graphql, type ResultOf } from '@holdfast/schema';
import { CustomerValueFragment } from '#lib/customers/customer-value.fragment.ts';

/** The chance of leaving, and what it is measured against. */
export const ScoreCardFragment = graphql(`
  fragment ScoreCard on ChurnScore {
    probability
    riskBand
    scoredAt
    expectedLoss
    left
    peers { count left }
    model { id version definition churnRate metrics { decisionThreshold } }
  }
`);

/** Every contribution to the score, the value that they start from, and what is told of them. */
export const ContributionsFragment = graphql(`
  fragment Contributions on ChurnScore {
    baseValue
    contributions(first: 100) { feature value contribution text }
    reasons { feature text }
    reasonsAgainst { feature text }
  }
`);

/** The customer's segment, with what is advised for it. */
export const SegmentOfCustomerFragment = graphql(`
  fragment SegmentOfCustomer on Segment {
    id
    key
    index
    colour
    name
    description
    size
    share
    churn { meanProbability }
    strategies { id title action channel }
  }
`);

/** How a customer stands to the segments, and where they have been. */
export const SegmentStandingFragment = graphql(`
  fragment SegmentStanding on Customer {
    typicality
    secondSegment { key name }
    segmentHistory { segmentKey segmentName since }
  }
`);

/** The campaigns of a customer, and what became of the customer. */
export const CustomerCampaignsFragment = graphql(`
  fragment CustomerCampaigns on Customer {
    campaigns { arm campaign { id name createdAt } }
    outcomes(first: 1) { left observedAt }
  }
`);

/** A customer as they are, to be scored with other attributes. */
export const WhatIfFragment = graphql(
  `
  fragment WhatIf on Customer {
    attributes
    segment { key }
    churn { probability riskBand model { features } ...Contributions }
  }
`,
  [ContributionsFragment],
);

/** The score to compare with. */
export type WhatIfChurn = NonNullable<ResultOf<typeof WhatIfFragment>['churn']>;

/** One customer: attributes, segment, score and every contribution to it. */
export const CustomerQuery = graphql(
  `
  query Customer($datasetId: ID!, $externalId: String!) {
    customer(datasetId: $datasetId, externalId: $externalId) {
      id
      externalId
      segment { ...SegmentOfCustomer }
      churn { ...ScoreCard ...Contributions }
      value { ...CustomerValue }
      ...SegmentStanding
      ...CustomerCampaigns
      ...WhatIf
    }
  }
`,
  [
    SegmentOfCustomerFragment,
    SegmentStandingFragment,
    CustomerCampaignsFragment,
    ScoreCardFragment,
    ContributionsFragment,
    WhatIfFragment,
    CustomerValueFragment,
  ],
);

/** Scores attributes without storing them. */
export const ScoreQuery = graphql(`
  query Score($datasetId: ID!, $customers: [JSONObject!]!) {
    score(datasetId: $datasetId, customers: $customers) {
      externalId
      segmentKey
      segmentName
      probability
      riskBand
      contributions { feature value contribution text }
      warnings
    }
  }
`);
