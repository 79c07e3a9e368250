import { graphql } from '../graphql.js';

/**
 * The customers to call first: those who have not left and whose leaving would cost most, with the reasons that can be told.
 * Order by `CHURN_PROBABILITY_DESC` where no column says what a customer is worth. To read on, pass `endCursor` as
 * `after` while `hasNextPage` is true.
 */
export const CallFirstQuery = graphql(`
  query CallFirst($datasetId: ID!, $first: Int = 50, $after: String, $orderBy: CustomerOrder = EXPECTED_LOSS_DESC) {
    customers(datasetId: $datasetId, first: $first, after: $after, orderBy: $orderBy, filter: { left: false }) {
      edges {
        node {
          externalId
          segment { key name }
          churn {
            probability
            riskBand
            expectedLoss
            reasons { feature value contribution text }
            contributions(first: 3) { feature value contribution text }
          }
        }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
