import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { ColumnRole, ColumnType } from './dataset.enums.js';

/** How a file of delimited text is to be read. */
@ObjectType({ description: 'How a file of delimited text is read.' })
export class CsvDialect {
  @Field({ description: 'What stands between two fields: one character.' })
  delimiter: string;

  @Field(() => String, {
    nullable: true,
    description: 'What fields with delimiters or line ends are wrapped in; null: nothing.',
  })
  quote: string | null;

  @Field({ description: 'E.g. "utf-8", "windows-1252", "utf-16le".' })
  encoding: string;

  @Field({
    description:
      'Whether the first row holds the names of the columns; without, they are column_1, column_2, …',
  })
  hasHeader: boolean;

  @Field({ description: '"." or ","; the other one may group thousands.' })
  decimalSeparator: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Order of day, month and year: "dd-mm-yyyy", "mm-dd-yyyy" or "yyyy-mm-dd"; null where no column holds dates.',
  })
  dateFormat: string | null;
}

/** What is known of a column before the import. */
@ObjectType({ description: 'A column of a staged upload, over the rows that were read for the preview.' })
export class ColumnPreview {
  @Field({ description: 'As in the header, without outer and doubled blanks.' })
  name: string;

  @Field(() => ColumnType, { description: 'What its values are taken for.' })
  type: ColumnType;

  @Field(() => ColumnRole, {
    description: 'What it seems to be for; importDataset takes this where nothing else is said.',
  })
  suggestedRole: ColumnRole;

  @Field({ description: 'Why this role was suggested, in a few words.' })
  reason: string;

  @Field(() => Int, { description: 'Rows without a value.' })
  missingCount: number;

  @Field(() => Int, { description: 'Different values, missing ones left out.' })
  distinctCount: number;

  @Field(() => [String], { description: 'The first different values, at most 5.' })
  examples: string[];
}

/** What a staged upload holds, before anything durable is made of it. */
@ObjectType({ description: 'What a staged upload holds, before anything durable is made of it.' })
export class UploadPreview {
  @Field(() => ID, { description: 'As POST /uploads gave it.' })
  uploadId: string;

  @Field({ description: 'As the sender named it.' })
  fileName: string;

  @Field(() => Float, { description: 'Bytes of the file.' })
  byteSize: number;

  @Field(() => CsvDialect, { description: 'Detected, and overridable in importDataset.' })
  dialect: CsvDialect;

  @Field(() => [ColumnPreview], { description: 'In the order of the file.' })
  columns: ColumnPreview[];

  @Field(() => [[String]], {
    description:
      'The first 50 rows as they stand in the file, in column order; "" where a field is left out.',
  })
  rows: string[][];

  @Field(() => Int, { nullable: true, description: 'Exact for a file that was read to its end, else null.' })
  rowCount: number | null;

  @Field(() => [String], { description: 'What to look at before the import, in sentences.' })
  warnings: string[];
}

/** How often a value occurs. */
@ObjectType({ description: 'How often a value occurs.' })
export class ValueCount {
  @Field({ description: 'The value as text.' })
  value: string;

  @Field(() => Int, { description: 'Customers that have it.' })
  count: number;
}

/** Counts over bins of equal width; `binEdges` has one more entry than `counts`. */
@ObjectType({ description: 'Counts over bins of equal width; binEdges has one more entry than counts.' })
export class Histogram {
  @Field(() => [Float], { description: 'From the smallest value to the largest, ascending.' })
  binEdges: number[];

  @Field(() => [Int], {
    description:
      'Bin i holds values from binEdges[i] up to, but not with, binEdges[i + 1]; the last bin holds its upper edge too.',
  })
  counts: number[];
}
