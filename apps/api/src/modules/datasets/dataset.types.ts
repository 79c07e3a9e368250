import { MAX_HISTOGRAM_BINS, PREVIEW_ROWS } from '@holdfast/schema';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { COLUMNS, listOf } from '../../platform/graphql/complexity.js';
import { ColumnRole, ColumnType } from './dataset.enums.js';

/** How a file of delimited text is to be read. */
@ObjectType({ description: 'How a delimited text file is read.' })
export class CsvDialect {
  @Field({ description: 'The character between two fields.' })
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

/** What is known about a column before the import. */
@ObjectType({ description: 'A column of an upload, with figures over the rows read for the preview.' })
export class ColumnPreview {
  @Field({ description: 'As in the header, with surrounding and repeated spaces removed.' })
  name: string;

  @Field(() => ColumnType, { description: 'The detected type of the values.' })
  type: ColumnType;

  @Field(() => ColumnRole, {
    description: 'What the column seems to be for; the default role in importDataset.',
  })
  suggestedRole: ColumnRole;

  @Field({ description: 'Why this role was suggested, in a few words.' })
  reason: string;

  @Field(() => Int, { description: 'Rows without a value.' })
  missingCount: number;

  @Field(() => Int, { description: 'Number of different values, not counting missing ones.' })
  distinctCount: number;

  @Field(() => [String], { complexity: listOf(5), description: 'The first 5 different values.' })
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

  @Field(() => [ColumnPreview], { complexity: listOf(COLUMNS), description: 'In file order.' })
  columns: ColumnPreview[];

  @Field(() => [[String]], {
    complexity: listOf(PREVIEW_ROWS * COLUMNS),
    description: 'The first 50 rows as they are in the file, in column order; "" for a missing field.',
  })
  rows: string[][];

  @Field(() => Int, { nullable: true, description: 'Exact if the file was read to its end, otherwise null.' })
  rowCount: number | null;

  @Field(() => [String], {
    complexity: listOf(10),
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
