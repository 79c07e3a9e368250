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
    expectedStay { text among segmentKey customers }
    model { id version definition churnRate metrics { decisionThreshold } }
  }
`);

/** What could change the score. */
export const LeversFragment = graphql(`
  fragment Levers on ChurnScore {
    left
    levers { feature value other probability difference customers together rate otherRate }
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
    heldOutOf { campaign { id } since }
    outcomes(first: 1) { left observedAt }
  }
`);

/** What people said about the customer, and whether anybody may contact them. */
export const CustomerFeedbackFragment = graphql(`
  fragment CustomerFeedback on Customer {
    externalId
    mayBeContacted
    feedback(first: 100) { id kind note until givenBy givenAt }
  }
`);

/** What happened to a customer, each kind by itself. */
export const CustomerHistoryFragment = graphql(`
  fragment CustomerHistory on Customer {
    segmentHistory { segmentKey segmentName since }
    scoreHistory(first: 100) { modelVersion probability riskBand scoredAt }
    campaigns { arm campaign { id name createdAt } }
    heldOutOf { campaign { id } since }
    told: outcomes(first: 100) { left value observedAt }
    feedback(first: 100) { kind note givenBy givenAt }
  }
`);

/** The files that were loaded into the dataset, the newest first. */
export const LoadedFilesFragment = graphql(`
  fragment LoadedFiles on Dataset {
    imports(first: 100) { edges { node { id number fileName mode status createdAt } } }
  }
`);

/** Says something about a customer. */
export const GiveCustomerFeedbackMutation = graphql(`
  mutation GiveCustomerFeedback($input: GiveCustomerFeedbackInput!) {
    giveCustomerFeedback(input: $input) {
      customer { id mayBeContacted feedback(first: 100) { id } }
      userErrors { field message code }
    }
  }
`);

/** Withdraws what somebody said. */
export const WithdrawCustomerFeedbackMutation = graphql(`
  mutation WithdrawCustomerFeedback($feedbackId: ID!) {
    withdrawCustomerFeedback(input: { feedbackId: $feedbackId }) {
      customer { id mayBeContacted feedback(first: 100) { id } }
      userErrors { field message code }
    }
  }
`);

/** A customer as they are, to be scored with other attributes. */
export const WhatIfFragment = graphql(
  `
  fragment WhatIf on Customer {
    externalId
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
    dataset(id: $datasetId) { id ...LoadedFiles }
    customer(datasetId: $datasetId, externalId: $externalId) {
      id
      externalId
      segment { ...SegmentOfCustomer }
      churn { ...ScoreCard ...Contributions ...Levers }
      value { ...CustomerValue }
      ...SegmentStanding
      ...CustomerCampaigns
      ...CustomerFeedback
      ...CustomerHistory
      ...WhatIf
    }
  }
`,
  [
    SegmentOfCustomerFragment,
    SegmentStandingFragment,
    CustomerCampaignsFragment,
    CustomerFeedbackFragment,
    CustomerHistoryFragment,
    LoadedFilesFragment,
    ScoreCardFragment,
    ContributionsFragment,
    LeversFragment,
    WhatIfFragment,
    CustomerValueFragment,
  ],
);

/** A customer with other attributes; nothing is stored. */
export const WhatIfQuery = graphql(`
  query WhatIf($datasetId: ID!, $externalId: String!, $changes: JSONObject!) {
    customer(datasetId: $datasetId, externalId: $externalId) {
      id
      whatIf(changes: $changes) {
        probabilityNow
        difference
        followed { feature value text }
        score { segmentKey segmentName probability riskBand warnings }
      }
    }
  }
`);

/** The columns that the business can change. */
export const LeverColumnsQuery = graphql(`
  query LeverColumns($datasetId: ID!) {
    dataset(id: $datasetId) { id assumptions { levers leversGuessed } champion { id features } }
  }
`);

/** Says which columns the business can change; null for a guess. */
export const SetLeversMutation = graphql(`
  mutation SetLevers($datasetId: ID!, $levers: [String!]) {
    setAssumptions(input: { datasetId: $datasetId, levers: $levers }) {
      dataset { id assumptions { levers leversGuessed } }
      userErrors { field message code }
    }
  }
`);
