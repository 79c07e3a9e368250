import { graphql, type ResultOf } from '@holdfast/schema';

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

/** Makes a dataset of an uploaded file, in a job. */
export const ImportDatasetMutation = graphql(`
  mutation ImportDataset($input: ImportDatasetInput!) {
    importDataset(input: $input) {
      dataset { id name status }
      job { id kind state progress step createdAt }
      userErrors { field message code }
    }
  }
`);
