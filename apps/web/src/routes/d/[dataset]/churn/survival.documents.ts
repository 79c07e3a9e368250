import { graphql } from '@holdfast/schema';

/** How long customers stay, by segment or by a column. */
export const SurvivalQuery = graphql(`
  query Survival($datasetId: ID!, $column: String) {
    dataset(id: $datasetId) {
      id
      activeSegmentation { id segments { id key colour } }
      survival(column: $column) {
        tenureColumn
        unit
        horizon
        column
        columns
        pValue
        groups { name segmentKey customers left times staying low high end median expectedStay { mean interval { low high } horizon atLeast } }
      }
    }
  }
`);
