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

/** The rejected rows, with line and cause, of the import that a dataset's list has after a cursor, else of its newest. */
export const RejectedRowsQuery = graphql(`
  query RejectedRows($id: ID!, $after: String, $first: Int = 100) {
    dataset(id: $id) {
      id
      imports(first: 1, after: $after) {
        edges {
          node {
            id
            fileName
            rejectedCauses { cause count firstLine example }
            rejectedRows(first: $first) {
              edges { node { line cause text } }
              totalCount
            }
          }
        }
      }
    }
  }
`);
