import { graphql, type ResultOf } from '@holdfast/schema';

/** The chance of leaving, and what it is measured against. */
export const ScoreCardFragment = graphql(`
  fragment ScoreCard on ChurnScore {
    probability
    riskBand
    scoredAt
    expectedLoss
    peers { count left }
    model { id version definition churnRate metrics { decisionThreshold } }
  }
`);

/** Every contribution to the score, and the value that they start from. */
export const ContributionsFragment = graphql(`
  fragment Contributions on ChurnScore {
    baseValue
    contributions(first: 100) { feature value contribution text }
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
      ...WhatIf
    }
  }
`,
  [SegmentOfCustomerFragment, ScoreCardFragment, ContributionsFragment, WhatIfFragment],
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
