import { graphql, type ResultOf } from '@holdfast/schema';
import { ImportFragment } from '#lib/datasets/import.fragment.ts';
import { LinesFragment } from '#lib/datasets/lines.fragment.ts';

/** A column of the file, as the server read it. */
export const ColumnPreviewFragment = graphql(`
  fragment ColumnPreview on ColumnPreview {
    name type suggestedRole reason missingCount distinctCount examples
    decimalSeparator dateFormat lowest highest histogram
    formatQuestion { sentence examples choices { decimalSeparator dateFormat meanings } }
    outcomeQuestion { sentence value happened customers }
  }
`);

/** A column of the file, with the role that is suggested for it. */
export type ColumnPreview = ResultOf<typeof ColumnPreviewFragment>;

/** How the file is read. */
export const DialectFragment = graphql(`
  fragment Dialect on CsvDialect { delimiter quote encoding hasHeader decimalSeparator dateFormat }
`);

/** What an uploaded file contains, as it is read by itself or under other settings, before anything is stored. */
export const UploadPreviewQuery = graphql(
  `
  query UploadPreview(
    $uploadId: ID!
    $dialect: CsvDialectInput
    $kind: UploadKind
    $sheet: String
    $into: ID
    $mode: ImportMode
    $columns: [ColumnInput!]
  ) {
    uploadPreview(
      uploadId: $uploadId
      dialect: $dialect
      kind: $kind
      sheet: $sheet
      intoDatasetId: $into
      mode: $mode
      columns: $columns
    ) {
      uploadId
      fileName
      byteSize
      sheets
      sheet
      isDelimited
      kind
      transactions { customers churnRate labelKnown observationDate churnAfterDays }
      dialect { ...Dialect }
      encodingChoices { encoding examples }
      columns { ...ColumnPreview }
      derivedColumns { name formula reason suggested }
      rows
      rowCount
      lines { ...Lines }
      warnings
    }
  }
`,
  [DialectFragment, ColumnPreviewFragment, LinesFragment],
);

/** A column that can be computed from others. */
export type DerivedColumn = ResultOf<typeof UploadPreviewQuery>['uploadPreview']['derivedColumns'][number];

/** The sheets of a workbook of which none could be previewed. */
export const UploadSheetsQuery = graphql(`
  query UploadSheets($uploadId: ID!) {
    uploadSheets(uploadId: $uploadId)
  }
`);

/** What an import would do, before it is done. */
export const ImportPlanQuery = graphql(`
  query ImportPlan(
    $uploadId: ID!
    $dialect: CsvDialectInput
    $kind: UploadKind
    $sheet: String
    $into: ID
    $mode: ImportMode
    $columns: [ColumnInput!]
    $duplicates: DuplicateCustomers
  ) {
    uploadPreview(
      uploadId: $uploadId
      dialect: $dialect
      kind: $kind
      sheet: $sheet
      intoDatasetId: $into
      mode: $mode
      columns: $columns
      duplicateCustomers: $duplicates
    ) {
      plan {
        created
        updated
        skipped
        rejected
        removed
        newColumns
        obstacle
        sameFileAs { id name }
      }
    }
  }
`);

/** What an import would do. */
export type ImportPlan = ResultOf<typeof ImportPlanQuery>['uploadPreview']['plan'];

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
