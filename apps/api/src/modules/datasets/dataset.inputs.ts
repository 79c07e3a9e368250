import { Field, ID, InputType, Int } from 'type-graphql';
import { Day } from '../../platform/graphql/scalars.js';
import {
  ColumnRole,
  ColumnType,
  DuplicateCustomers,
  ImportMode,
  LabelMeaning,
  UploadKind,
} from './dataset.enums.js';

/** Overrides for the detection; every field is optional. */
@InputType({ description: 'How to read the file. Fields that are left out are detected.' })
export class CsvDialectInput {
  @Field(() => String, {
    nullable: true,
    description:
      'One ASCII character other than the quote, e.g. ";" or a tab, or the same one twice. A blank also stands for several in a row.',
  })
  delimiter?: string | null;

  @Field(() => String, { nullable: true, description: 'One ASCII character, or "" for none.' })
  quote?: string | null;

  @Field(() => String, { nullable: true, description: 'E.g. "utf-8", "windows-1252", "utf-16le".' })
  encoding?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the first row contains the column names.',
  })
  hasHeader?: boolean | null;

  @Field(() => String, { nullable: true, description: '"." or ",".' })
  decimalSeparator?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '"dd-mm-yyyy", "mm-dd-yyyy" or "yyyy-mm-dd", with "-", "/" or ".".',
  })
  dateFormat?: string | null;
}

/** What a column is for. */
@InputType({ description: 'What a column is for. Columns that are not listed keep the suggestion.' })
export class ColumnInput {
  @Field({ description: 'Name of the column, as in the preview.' })
  name: string;

  @Field(() => ColumnRole, {
    description:
      'At most one column can be CUSTOMER_ID, and likewise CHURN_LABEL, OBSERVATION_DATE and MONETARY_VALUE.',
  })
  role: ColumnRole;

  @Field(() => ColumnType, {
    nullable: true,
    description: 'Default: as detected. Rows with other values are rejected.',
  })
  type?: ColumnType | null;

  @Field(() => String, {
    nullable: true,
    description: '"." or ",", for a column of numbers. Default: as detected for this column.',
  })
  decimalSeparator?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'For a column of dates: "dd-mm-yyyy", "mm-dd-yyyy" or "yyyy-mm-dd", with "-", "/" or "."; "dd-mmm-yyyy" for names of months; for numbers "days of a spreadsheet", "seconds since 1970", or the same with milliseconds, microseconds or nanoseconds. Default: as detected for this column.',
  })
  dateFormat?: string | null;
}

/** How purchases become customers. */
@InputType({ description: 'How a file of purchases is rolled up into a row a customer.' })
export class TransactionsInput {
  @Field({ description: 'The column that says who bought.' })
  customerColumn: string;

  @Field({ description: 'The column that says when.' })
  dateColumn: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What a row was worth; with quantityColumn the price of one. Left out: customers get no monetary value.',
  })
  amountColumn?: string | null;

  @Field(() => String, { nullable: true, description: 'How many were bought; below 0 for a return.' })
  quantityColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Rows with the same value are one purchase. Left out: found by its name; null: every row is a purchase.',
  })
  orderColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What was bought, in at most 12 categories, each of which becomes a column. Left out: found by its name; null for none.',
  })
  categoryColumn?: string | null;

  @Field(() => Day, {
    nullable: true,
    description:
      'Features look strictly before this day, the label at it and after. Left out: churnAfterDays before the last day in the file.',
  })
  observationDate?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Without a purchase in so many days from observationDate on, a customer has left. Left out: suggested from the gaps between purchases.',
  })
  churnAfterDays?: number | null;
}

/** A staged upload and how to import it. */
@InputType({ description: 'An upload, and how to import it.' })
export class ImportDatasetInput {
  @Field(() => ID, {
    description: 'The uploadId that POST /uploads returned; uploads are kept for 24 hours.',
  })
  uploadId: string;

  @Field({ description: 'Name of the new dataset, 1..200 characters; ignored with intoDatasetId.' })
  name: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The dataset to import into; it must be READY and have a CUSTOMER_ID column. Leave out to create a dataset.',
  })
  intoDatasetId?: string | null;

  @Field(() => ImportMode, {
    nullable: true,
    defaultValue: 'NEW',
    description:
      'NEW without intoDatasetId; APPEND or REPLACE with it. The dataset keeps its columns: other columns of the file are ignored, and columns that the file lacks are null.',
  })
  mode?: ImportMode | null;

  @Field(() => UploadKind, {
    nullable: true,
    description:
      'What a row is. Left out: TRANSACTIONS if transactions are given, else CUSTOMERS if columns are, else what the preview suggests. Purchases make a new dataset, or go into one that was made of purchases: with APPEND all of them are rolled up again, as if they had come in one file, with REPLACE those of the file alone.',
  })
  kind?: UploadKind | null;

  @Field(() => TransactionsInput, {
    nullable: true,
    description: 'How purchases are rolled up; only for TRANSACTIONS. Left out: as the preview suggests.',
  })
  transactions?: TransactionsInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The sheet of a workbook to read. Left out: with intoDatasetId that of its last file where the workbook has it, else the first that is not empty.',
  })
  sheet?: string | null;

  @Field(() => [ColumnInput], {
    nullable: true,
    description:
      'Columns that are left out keep the suggested role and type. If no column is CUSTOMER_ID, the external ID is the row number, from 1.',
  })
  columns?: ColumnInput[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Names of derivedColumns of the preview to compute. Left out: those suggested. With intoDatasetId those of the dataset are computed.',
  })
  derive?: string[] | null;

  @Field(() => DuplicateCustomers, {
    nullable: true,
    defaultValue: 'LAST_WINS',
    description:
      'Which row counts where the file has several of the same customer. The others are listed among the rejected rows.',
  })
  duplicateCustomers?: DuplicateCustomers | null;

  @Field(() => CsvDialectInput, {
    nullable: true,
    description: 'How to read the file. Fields that are left out are detected.',
  })
  dialect?: CsvDialectInput | null;

  @Field(() => LabelMeaning, {
    nullable: true,
    description:
      'What yes in the CHURN_LABEL column means, for the model that `analyse` trains. Left out: RESPONDED for a column named after an answer or a purchase, such as "Response", otherwise LEFT.',
  })
  labelMeaning?: LabelMeaning | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether to fit segments after the import and, if a churn label is known, to train a model.',
  })
  analyse?: boolean | null;
}

/** The dataset to delete. */
@InputType({ description: 'The dataset to delete, with everything computed from it.' })
export class DeleteDatasetInput {
  @Field(() => ID, { description: 'ID of a dataset; with forever also of a deleted one.' })
  datasetId: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether nothing is kept for restoreDataset.',
  })
  forever?: boolean | null;
}

/** The dataset to restore. */
@InputType({ description: 'The dataset to restore.' })
export class RestoreDatasetInput {
  @Field(() => ID, { description: 'ID of a deleted dataset.' })
  datasetId: string;
}
