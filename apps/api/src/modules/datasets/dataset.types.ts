import { MAX_COLUMNS, MAX_HISTOGRAM_BINS, PREVIEW_ROWS } from '@holdfast/schema';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { listOf, perColumn } from '../../platform/graphql/complexity.js';
import { Day } from '../../platform/graphql/scalars.js';
import { Dataset } from './dataset.entity.js';
import {
  ColumnRole,
  ColumnType,
  type DuplicateCustomers,
  type ImportMode,
  UploadKind,
} from './dataset.enums.js';
import type { ColumnInput, CsvDialectInput, TransactionsInput } from './dataset.inputs.js';

/** How a caller wants an upload to be read, and where it would go; ids are keys. */
export interface UploadSettings {
  readonly dialect?: CsvDialectInput | null;
  readonly columns?: readonly ColumnInput[] | null;
  readonly kind?: UploadKind | null;
  readonly transactions?: TransactionsInput | null;
  readonly sheet?: string | null;
  readonly intoDatasetId?: string | null;
  readonly mode?: ImportMode | null;
  readonly duplicateCustomers?: DuplicateCustomers | null;
}

/** How a file of delimited text is to be read. */
@ObjectType({ description: 'How a delimited text file is read.' })
export class CsvDialect {
  @Field({
    description:
      'The character between two fields; twice if two of it are. A blank also stands for several in a row.',
  })
  delimiter: string;

  @Field(() => String, {
    nullable: true,
    description: 'The character around fields that contain delimiters or line breaks; null if none.',
  })
  quote: string | null;

  @Field({ description: 'E.g. "utf-8", "windows-1252", "utf-16le".' })
  encoding: string;

  @Field({
    description: 'Whether the first row contains the column names; if not, they are column_1, column_2, …',
  })
  hasHeader: boolean;

  @Field({ description: '"." or ","; the other one may separate thousands.' })
  decimalSeparator: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Order of day, month and year: "dd-mm-yyyy", "mm-dd-yyyy" or "yyyy-mm-dd"; null if no column contains dates.',
  })
  dateFormat: string | null;
}

/** One way to read the values of a column. */
@ObjectType({ description: 'One way to read the values of a column, and what its examples mean then.' })
export class FormatChoice {
  @Field(() => String, {
    nullable: true,
    description: 'What to answer with as ColumnInput.decimalSeparator; null for a DATE.',
  })
  decimalSeparator: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What to answer with as ColumnInput.dateFormat; null for a NUMBER.',
  })
  dateFormat: string | null;

  @Field(() => [String], {
    complexity: listOf(2),
    description: 'What each example means: a plain number with a decimal point, or an ISO date.',
  })
  meanings: string[];
}

/** A question about the format of a column. */
@ObjectType({
  description: 'A question about a column whose values can be read in two ways, with examples from the file.',
})
export class FormatQuestion {
  @Field({ description: 'The same in a sentence, as it is in the warnings of the preview.' })
  sentence: string;

  @Field(() => [String], {
    complexity: listOf(2),
    description: '1 or 2 values of the column, as they are in the file.',
  })
  examples: string[];

  @Field(() => [FormatChoice], { complexity: listOf(2), description: 'The two ways to read them.' })
  choices: FormatChoice[];
}

/** A question about what a column tells. */
@ObjectType({
  description:
    'A question about a column of two values whose name does not say what came of the customers with a yes. The answer is its role, and ImportDatasetInput.labelMeaning.',
})
export class OutcomeQuestion {
  @Field({ description: 'The same in a sentence, as it is in the warnings of the preview.' })
  sentence: string;

  @Field({ description: 'The value that is a yes, as it is in the file.' })
  value: string;

  @Field(() => Int, { description: 'Rows with that value, of those read for the preview.' })
  happened: number;

  @Field(() => Int, { description: 'Rows with any value, of those read for the preview.' })
  customers: number;
}

/** What is known about a column before the import. */
@ObjectType({ description: 'A column of an upload, with figures over the rows read for the preview.' })
export class ColumnPreview {
  @Field({
    description:
      'As in the header, with surrounding and repeated spaces removed; numbered, such as amount_2, if an earlier column has the name.',
  })
  name: string;

  @Field(() => ColumnType, { description: 'The detected type of the values.' })
  type: ColumnType;

  @Field(() => ColumnRole, {
    description: 'What the column seems to be for; the default role in importDataset.',
  })
  suggestedRole: ColumnRole;

  @Field({ description: 'Why this role was suggested, in a few words.' })
  reason: string;

  @Field(() => String, {
    nullable: true,
    description: '"." or ",", as the numbers of this column are read; null unless it is a NUMBER.',
  })
  decimalSeparator: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the numbers of this column count by what stands beside them: a unit as the file writes it, such as "months", or the ISO code of a currency; null where nothing is said.',
  })
  unit: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'How the dates of this column are read: "dd-mm-yyyy", "mm-dd-yyyy", "yyyy-mm-dd", "dd-mmm-yyyy", "days of a spreadsheet", "seconds since 1970", or the same with milliseconds, microseconds or nanoseconds; null unless it is a DATE.',
  })
  dateFormat: string | null;

  @Field(() => Int, { description: 'Rows without a value.' })
  missingCount: number;

  @Field(() => Int, { description: 'Number of different values, not counting missing ones.' })
  distinctCount: number;

  @Field(() => [String], { complexity: listOf(5), description: 'The first 5 different values.' })
  examples: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'The lowest value in the rows that were read, of a NUMBER or a DATE (ISO); null where there is none.',
  })
  lowest: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The highest value in the rows that were read, of a NUMBER or a DATE (ISO); null where there is none.',
  })
  highest: string | null;

  @Field(() => [Int], {
    complexity: listOf(12),
    description:
      'How the values are spread: of a NUMBER or DATE, how many of up to 5000 values from throughout the rows lie in each of 12 parts of equal width from lowest to highest; of a CATEGORY or BOOLEAN with at most 20 levels, the rows of each of the 12 most frequent. Empty for all others.',
  })
  histogram: number[];

  @Field(() => FormatQuestion, {
    nullable: true,
    description:
      'What to ask the reader of the file, where the values of the column do not tell how they are read; null where they do, or where it was said.',
  })
  formatQuestion: FormatQuestion | null;

  @Field(() => OutcomeQuestion, {
    nullable: true,
    description:
      'What to ask where the column may tell what came of customers, without saying what; null where it does not, or another column is the CHURN_LABEL.',
  })
  outcomeQuestion: OutcomeQuestion | null;
}

/** What became of every line of a file. The parts add up to the total, which is checked. */
@ObjectType({
  description:
    'What became of every line of a file, however its lines end. total = aboveHeader + header + customers + purchases + leftOut + repeats + blank + rejected + continued.',
})
export class LineCounts {
  @Field(() => Int, { description: 'Lines that were read.' })
  total: number;

  @Field(() => Int, { description: 'Lines above the header: a title, an author, comments.' })
  aboveHeader: number;

  @Field(() => Int, { description: 'Lines of the header; 0 if the file has none.' })
  header: number;

  @Field(() => Int, { description: 'Lines with which a customer begins; 0 for a file of purchases.' })
  customers: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Lines of purchases that were rolled up into customers; null for a file of customers.',
  })
  purchases?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Lines of customers without a purchase before the day of observation, who are left out; null for a file of customers.',
  })
  leftOut?: number | null;

  @Field(() => Int, {
    description: 'Rows of a customer of whom another row counts; they are listed among the rejected rows.',
  })
  repeats: number;

  @Field(() => Int, { description: 'Lines without any value; they are left out.' })
  blank: number;

  @Field(() => Int, {
    description:
      'Other rows that were rejected: broken ones, ones with values that cannot be read, and what is no customer, such as totals or the header again.',
  })
  rejected: number;

  @Field(() => Int, {
    description: 'Lines that continue the row of an earlier line, as in a text with line breaks.',
  })
  continued: number;
}

/** How a file of purchases is rolled up, and what comes of it. */
@ObjectType({
  description: 'How a file of purchases is rolled up into a row a customer, and what comes of it.',
})
export class TransactionSettings {
  @Field({ description: 'The column that says who bought.' })
  customerColumn: string;

  @Field({ description: 'The column that says when.' })
  dateColumn: string;

  @Field(() => String, {
    nullable: true,
    description: 'What a row was worth; with quantityColumn the price of one. Null if no column says so.',
  })
  amountColumn: string | null;

  @Field(() => String, { nullable: true, description: 'How many were bought; null if no column says so.' })
  quantityColumn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Rows with the same value are one purchase; null if every row is one.',
  })
  orderColumn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column whose categories become columns; null if there is none.',
  })
  categoryColumn: string | null;

  @Field(() => Day, {
    description: 'Features look strictly before this day, the label at it and after.',
  })
  observationDate: string;

  @Field(() => Int, {
    description: 'Without a purchase in so many days from observationDate on, a customer has left.',
  })
  churnAfterDays: number;

  @Field(() => Int, { description: 'Number of customers, as far as the file was read.' })
  customers: number;

  @Field(() => Float, {
    description: 'The share of them that left, 0..1; 0 where labelKnown is false.',
  })
  churnRate: number;

  /** Whether the purchases are of days enough to tell; undefined in imports of earlier releases, which they always were. */
  isLabelKnown?: boolean;

  /** The churnAfterDays that a caller asked for, which holds for later files; undefined where it was suggested. */
  askedDays?: number;
}

/** A column computed from others. */
@ObjectType({ description: 'A column that an import can compute from others of the file.' })
export class DerivedColumn {
  @Field({ description: 'Its name, as `derive` takes it.' })
  name: string;

  @Field(() => ColumnType, { description: 'The type of its values.' })
  type: ColumnType;

  @Field({ description: 'How it is computed, in words.' })
  formula: string;

  @Field({ description: 'What it is good for, in a sentence.' })
  reason: string;

  @Field({
    description:
      'Whether an import computes it where `derive` is left out; in a dataset that has it, every import does.',
  })
  suggested: boolean;
}

/** Rejected rows that are repaired in the same way. */
@ObjectType({ description: 'Rejected rows with the same thing wrong, so that they are repaired alike.' })
export class RejectedCause {
  @Field({
    description: 'What was expected, with the column if it is one, such as "spent: expected a number".',
  })
  cause: string;

  @Field(() => Int, { description: 'Number of rows.' })
  count: number;

  @Field(() => Int, { description: 'The line of the first of them.' })
  firstLine: number;

  @Field({ description: 'What is wrong with the first of them.' })
  example: string;
}

/** What an import would do. */
@ObjectType({
  description:
    'What an import of an upload would do, under the settings of the preview: exactly what it will do, unless the dataset changes meanwhile. Parts are null where the file is too large to know before.',
})
export class ImportPlan {
  @Field(() => Int, { nullable: true, description: 'Customers that would be new.' })
  created: number | null;

  @Field(() => Int, { nullable: true, description: 'Customers of the dataset that would be replaced.' })
  updated: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Rows that would not count, because another row of the same customer does. An import lists them among its rejected rows.',
  })
  skipped: number | null;

  @Field(() => Int, { nullable: true, description: 'Other rows that would be rejected.' })
  rejected: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Customers of the dataset that would be gone, because REPLACE does not find them in the file.',
  })
  removed: number | null;

  @Field(() => [String], {
    complexity: listOf(20),
    description: 'Columns of the file that the dataset does not have; they would be ignored.',
  })
  newColumns: string[];

  @Field(() => [String], {
    complexity: listOf(20),
    description:
      'Columns of the dataset that the file does not have; its customers would have no value there.',
  })
  missingColumns: string[];

  @Field(() => Dataset, {
    nullable: true,
    description:
      'The dataset that the same file, byte for byte, was imported into before; of several the one asked for, else the newest.',
  })
  sameFileAs: Dataset | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why such an import would be refused; null if it would not be.',
  })
  obstacle: string | null;
}

/** Words of a file as an encoding reads them. */
@ObjectType({ description: 'Words of the file as an encoding reads them.' })
export class EncodingChoice {
  @Field({ description: 'As CsvDialectInput.encoding takes it.' })
  encoding: string;

  @Field(() => [String], {
    complexity: listOf(3),
    description: 'The same words in every choice, at most three.',
  })
  examples: string[];
}

/** The contents of a staged upload, before it is imported. */
@ObjectType({ description: 'What an upload contains, before it is imported.' })
export class UploadPreview {
  @Field(() => ID, { description: 'The uploadId that POST /uploads returned.' })
  uploadId: string;

  @Field({ description: 'Name of the file, as uploaded.' })
  fileName: string;

  @Field(() => Float, { description: 'Size of the file in bytes.' })
  byteSize: number;

  @Field(() => CsvDialect, { description: 'The detected dialect; importDataset can override it.' })
  dialect: CsvDialect;

  @Field(() => [EncodingChoice], {
    complexity: listOf(3),
    description:
      'Where the encoding is not sure: the one that is detected first, then those that are nearly as likely. Show them side by side and ask which one reads right. Empty where it is sure or was given.',
  })
  encodingChoices: EncodingChoice[];

  @Field(() => [String], {
    complexity: listOf(20),
    description: 'The sheets of a workbook that are not hidden, in order; empty for other files.',
  })
  sheets: string[];

  @Field(() => String, {
    nullable: true,
    description:
      'The sheet that is read: the one asked for, else that of the last file of intoDatasetId, else the first that is not empty; null for other files.',
  })
  sheet: string | null;

  @Field({
    description:
      'Whether it is delimited text, also inside of an archive, so that delimiter, quote and encoding matter; not so for workbooks, JSON and Parquet.',
  })
  isDelimited: boolean;

  /** How it was asked for, so that its plan is about the same. */
  asked: UploadSettings;

  @Field(() => UploadKind, { description: 'What a row is, as suggested or asked for.' })
  kind: UploadKind;

  @Field(() => TransactionSettings, {
    nullable: true,
    description: 'How purchases are rolled up, as suggested or asked for; null for CUSTOMERS.',
  })
  transactions: TransactionSettings | null;

  @Field(() => [ColumnPreview], { complexity: perColumn({ of: MAX_COLUMNS }), description: 'In file order.' })
  columns: ColumnPreview[];

  @Field(() => [[String]], {
    complexity: perColumn({ times: PREVIEW_ROWS, of: MAX_COLUMNS }),
    description: 'The first 50 rows as they are in the file, in column order; "" for a missing field.',
  })
  rows: string[][];

  @Field(() => Int, { nullable: true, description: 'Exact if the file was read to its end, otherwise null.' })
  rowCount: number | null;

  @Field(() => [DerivedColumn], {
    complexity: listOf(5),
    description: 'Columns that can be computed from those of the file; none for purchases.',
  })
  derivedColumns: DerivedColumn[];

  @Field(() => LineCounts, {
    description:
      'What would become of every line, as far as the file was read. Rows with values that cannot be read are not known yet.',
  })
  lines: LineCounts;

  @Field(() => [String], {
    complexity: listOf(20),
    description: 'What to check before the import, in sentences.',
  })
  warnings: string[];
}

/** How often a value occurs. */
@ObjectType({ description: 'How often a value occurs.' })
export class ValueCount {
  @Field({ description: 'The value as text.' })
  value: string;

  @Field(() => Int, { description: 'Number of customers with this value.' })
  count: number;
}

/** Counts over bins of equal width; `binEdges` has one more entry than `counts`. */
@ObjectType({ description: 'Counts over bins of equal width; binEdges has one more entry than counts.' })
export class Histogram {
  @Field(() => [Float], {
    complexity: listOf(MAX_HISTOGRAM_BINS),
    description: 'From the smallest value to the largest, ascending.',
  })
  binEdges: number[];

  @Field(() => [Int], {
    complexity: listOf(MAX_HISTOGRAM_BINS),
    description:
      'Bin i counts values from binEdges[i] up to but excluding binEdges[i + 1]; the last bin includes its upper edge.',
  })
  counts: number[];
}
