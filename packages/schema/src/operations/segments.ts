import { graphql } from '../graphql.js';

/**
 * The segments that a dataset's customers are in now, with their expected churn and what to do about it.
 * `activeSegmentation` is null until the first segmentation is completed, `churn` until the dataset has a champion
 * model. `key` stays with a segment when the customers are segmented again: refer to segments by it.
 */
export const SegmentsQuery = graphql(`
  query Segments($datasetId: ID!) {
    dataset(id: $datasetId) {
      id
      name
      customerCount
      activeSegmentation {
        id
        selectedK
        recommendation
        segments {
          key
          name
          description
          size
          share
          churn { meanProbability expectedChurners expectedLoss }
          strategies { title action channel targetCount expectedSaved expectedValue }
        }
      }
    }
  }
`);
