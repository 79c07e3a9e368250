import { graphql } from '@holdfast/schema';
import { DatasetChoiceFragment } from '#lib/shell/dataset-choice.fragment.ts';
import { CurrentDatasetFragment } from '#lib/state/current-dataset.fragment.ts';

/** The datasets, the newest first: for the switch in the top bar, the start page and the settings. */
export const DatasetsQuery = graphql(
  `
  query Datasets($first: Int = 100, $after: String) {
    datasets(first: $first, after: $after) {
      edges { node { ...DatasetChoice status createdAt customerCount rejectedRowCount } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`,
  [DatasetChoiceFragment],
);

/** One dataset: its columns, and the segmentation and model in use. */
export const DatasetQuery = graphql(
  `
  query Dataset($id: ID!) {
    dataset(id: $id) { ...CurrentDataset }
  }
`,
  [CurrentDatasetFragment],
);

/** The rows of the file that were rejected, with line and cause. */
export const RejectedRowsQuery = graphql(`
  query RejectedRows($id: ID!, $first: Int = 50, $after: String) {
    dataset(id: $id) {
      id
      rejectedRows(first: $first, after: $after) {
        edges { cursor node { line cause text } }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);
