import { graphql, type ResultOf } from '@holdfast/schema';
import { ImportFragment } from '#lib/datasets/import.fragment.ts';

/** A column of the file, as the server read it. */
export const ColumnPreviewFragment = graphql(`
  fragment ColumnPreview on ColumnPreview { name type suggestedRole reason missingCount distinctCount examples }
`);

/** A column of the file, with the role that is suggested for it. */
export type ColumnPreview = ResultOf<typeof ColumnPreviewFragment>;

/** How the file is read. */
export const DialectFragment = graphql(`
  fragment Dialect on CsvDialect { delimiter quote encoding hasHeader decimalSeparator dateFormat }
`);

/** What an uploaded file contains, before anything is stored. */
export const UploadPreviewQuery = graphql(
  `
  query UploadPreview($uploadId: ID!) {
    uploadPreview(uploadId: $uploadId) {
      uploadId
      fileName
      byteSize
      dialect { ...Dialect }
      columns { ...ColumnPreview }
      rows
      rowCount
      warnings
    }
  }
`,
  [DialectFragment, ColumnPreviewFragment],
);

/** The datasets that a file may be loaded into, the newest first. */
export const ImportTargetsQuery = graphql(`
  query ImportTargets {
    datasets(first: 100) {
      edges { node { id name status customerCount columns { role } } }
    }
  }
`);

/** A dataset in the list of those that a file may be loaded into. */
export type ImportTarget = ResultOf<typeof ImportTargetsQuery>['datasets']['edges'][number]['node'];

/** How a dataset reads every file: its columns, and the formats of the last one. */
export const TargetConventionsQuery = graphql(`
  query TargetConventions($id: ID!) {
    dataset(id: $id) {
      id
      columns { name type role }
      imports(first: 20) {
        edges { node { id status dialect { decimalSeparator dateFormat } } }
      }
    }
  }
`);

/** A dataset with the conventions that its next file is read by. */
export type TargetConventions = NonNullable<ResultOf<typeof TargetConventionsQuery>['dataset']>;

/** The imports of a dataset, to follow one of them. */
export const ImportProgressQuery = graphql(
  `
  query ImportProgress($id: ID!) {
    dataset(id: $id) {
      id
      name
      imports(first: 20) { edges { cursor node { ...Import } } }
    }
  }
`,
  [ImportFragment],
);

/** Loads an uploaded file into a dataset, new or not, in a job. */
export const ImportDatasetMutation = graphql(`
  mutation ImportDataset($input: ImportDatasetInput!) {
    importDataset(input: $input) {
      dataset { id name status }
      import { id }
      job { id kind state progress step createdAt }
      userErrors { field message code }
    }
  }
`);
