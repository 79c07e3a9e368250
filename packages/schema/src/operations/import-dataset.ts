import { graphql } from '../graphql.js';

/**
 * Imports a file that was sent to `POST /uploads`. With `analyse: true` the customers are also segmented and, where a
 * column says who left, scored. The work goes on after the answer: follow the job with `JobSubscription` or `JobQuery`.
 */
export const ImportDatasetMutation = graphql(`
  mutation ImportDataset($input: ImportDatasetInput!) {
    importDataset(input: $input) {
      dataset { id name status }
      job { id state }
      userErrors { field message code }
    }
  }
`);
