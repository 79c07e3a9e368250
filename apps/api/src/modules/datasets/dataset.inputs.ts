import { Field, ID, InputType } from 'type-graphql';
import { ColumnRole, ColumnType, ImportMode } from './dataset.enums.js';

/** Overrides for the detection; every field is optional. */
@InputType({ description: 'How to read the file. Fields that are left out are detected.' })
export class CsvDialectInput {
  @Field(() => String, {
    nullable: true,
    description: 'One ASCII character other than the quote, e.g. ";" or a tab.',
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

  @Field(() => [ColumnInput], {
    nullable: true,
    description:
      'Columns that are left out keep the suggested role and type. If no column is CUSTOMER_ID, the external ID is the row number, from 1.',
  })
  columns?: ColumnInput[] | null;

  @Field(() => CsvDialectInput, {
    nullable: true,
    description: 'How to read the file. Fields that are left out are detected.',
  })
  dialect?: CsvDialectInput | null;

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
  @Field(() => ID, { description: 'ID of a dataset.' })
  datasetId: string;
}
