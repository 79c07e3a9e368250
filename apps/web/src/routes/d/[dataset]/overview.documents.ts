import { graphql } from '@holdfast/schema';
import { StatementFragment } from '#lib/churn/statement.fragment.ts';
import { CustomerRowFragment } from '#lib/customers/customer-row.fragment.ts';
import { ImportFragment } from '#lib/datasets/import.fragment.ts';

/** The figures that head the overview. */
export const KeyFiguresFragment = graphql(`
  fragment KeyFigures on Dataset {
    customerCount
    churnSummary { customers leftCount meanProbability low high expectedChurners highRiskCount expectedLoss }
  }
`);

/** What is coming, and what to do about it. */
export const LeadFragment = graphql(`
  fragment Lead on Dataset {
    churnSummary { customers expectedChurners expectedLoss }
    contactPlan { event suggestedContacts capacity at { expectedGain } }
  }
`);

/** The segments, one bar each. */
export const WhoTheyAreFragment = graphql(`
  fragment WhoTheyAre on Segmentation {
    segments {
      id
      key
      index
      colour
      name
      description
      size
      share
      churn { customers leftCount meanProbability expectedChurners highRiskCount expectedLoss }
    }
  }
`);

/** What is linked to leaving, and how far to trust the model that says so. */
export const WhatWeKnowFragment = graphql(
  `
  fragment WhatWeKnow on ChurnModel {
    metrics { rocAuc rocAucLow rocAucHigh decisionThreshold }
    statements { ...Statement }
  }
`,
  [StatementFragment],
);

/** The files that were loaded into the dataset, the newest first. */
export const ImportsFragment = graphql(
  `
  fragment Imports on Dataset {
    imports(first: 20) {
      edges { cursor node { ...Import } }
      totalCount
    }
  }
`,
  [ImportFragment],
);

/** A check of the customers, for what is new since the one before. */
export const LastCheckFragment = graphql(`
  fragment LastCheck on MonitoringReport {
    id
    state
    sentence
    checkedAt
    customers
    movedColumns
    churnModel { id }
  }
`);

/** The overview of a dataset. */
export const OverviewQuery = graphql(
  `
  query Overview($id: ID!, $callFirst: Int = 10) {
    dataset(id: $id) {
      id
      ...Lead
      ...KeyFigures
      ...Imports
      monitoring(first: 2) { edges { node { ...LastCheck } } }
      activeSegmentation { id status selectedK recommendation ...WhoTheyAre }
      champion { id version definition warnings { code message column } ...WhatWeKnow }
      customers(first: $callFirst, orderBy: EXPECTED_GAIN_DESC, filter: { left: false, mayBeContacted: true }) {
        edges { node { ...CustomerRow } }
      }
    }
  }
`,
  [
    LeadFragment,
    KeyFiguresFragment,
    ImportsFragment,
    LastCheckFragment,
    WhoTheyAreFragment,
    WhatWeKnowFragment,
    CustomerRowFragment,
  ],
);
