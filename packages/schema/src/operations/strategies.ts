import { graphql } from './graphql.js';

/** What to do for each segment, with the figures that the advice rests on. */
export const StrategiesQuery = graphql(`
  query Strategies($datasetId: ID!) {
    dataset(id: $datasetId) {
      id
      activeSegmentation {
        id
        selectedK
        segments {
          id
          key
          index
          name
          description
          size
          share
          churn { meanProbability expectedChurners highRiskCount expectedLoss }
          strategies {
            id
            title
            action
            channel
            evidence { text }
            targetCount
            expectedSaved
            expectedValue
            assumptions { saveRate contactCost customerValue }
          }
        }
      }
    }
  }
`);
