import { graphql } from '../graphql.js';

/**
 * Scores customers by their attributes, without storing anything: 1 to `MAX_SCORED_CUSTOMERS` objects of attributes by
 * column name. The answers come in the order of the customers; `warnings` names what was missing or not understood.
 */
export const ScoreQuery = graphql(`
  query Score($datasetId: ID!, $customers: [JSONObject!]!) {
    score(datasetId: $datasetId, customers: $customers) {
      externalId
      segmentKey
      segmentName
      probability
      riskBand
      contributions { feature value contribution text }
      reasons { feature value contribution text }
      warnings
    }
  }
`);
