import { Field, ID, InputType } from 'type-graphql';
import { ColumnRole, ColumnType, ImportMode } from './dataset.enums.js';

/** What the sender knows better than the detection; every field may be left out. */
@InputType({ description: 'How the file is to be read; what is left out is detected.' })
export class CsvDialectInput {
  @Field(() => String, { nullable: true, description: 'One character, e.g. ";" or a tab.' })
  delimiter?: string | null;

  @Field(() => String, { nullable: true, description: 'One character, or "" for none.' })
  quote?: string | null;

  @Field(() => String, { nullable: true, description: 'E.g. "utf-8", "windows-1252", "utf-16le".' })
  encoding?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the first row holds the names of the columns.',
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
@InputType({ description: 'What a column is for; columns left out keep the suggestion.' })
export class ColumnInput {
  @Field({ description: 'As in the preview.' })
  name: string;

  @Field(() => ColumnRole, {
    description: 'At most one column each may be CUSTOMER_ID, CHURN_LABEL, OBSERVATION_DATE, MONETARY_VALUE.',
  })
  role: ColumnRole;

  @Field(() => ColumnType, {
    nullable: true,
    description: 'Left out: as detected. Rows with other values are rejected.',
  })
  type?: ColumnType | null;
}

/** A staged upload and how to make a dataset of it. */
@InputType({ description: 'A staged upload and how to make a dataset of it.' })
export class ImportDatasetInput {
  @Field(() => ID, { description: 'As POST /uploads gave it; uploads are kept for 24 hours.' })
  uploadId: string;

  @Field({ description: '1..200 characters. Of a new dataset; otherwise it is ignored.' })
  name: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The dataset to import into; it must be READY and have a CUSTOMER_ID column. Left out: a new dataset is made.',
  })
  intoDatasetId?: string | null;

  @Field(() => ImportMode, {
    nullable: true,
    defaultValue: 'NEW',
    description:
      'NEW without intoDatasetId; APPEND or REPLACE with it. The dataset keeps its columns: columns that it lacks are not read, those that the file lacks are missing.',
  })
  mode?: ImportMode | null;

  @Field(() => [ColumnInput], {
    nullable: true,
    description:
      "Columns left out keep the suggested role and type. Where no column is CUSTOMER_ID, the external id is the row's number, from 1.",
  })
  columns?: ColumnInput[] | null;

  @Field(() => CsvDialectInput, {
    nullable: true,
    description: 'How the file is to be read; what is left out is detected.',
  })
  dialect?: CsvDialectInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'After the import: fit segments and, where a churn label is known, train a model.',
  })
  analyse?: boolean | null;
}

/** The dataset to delete. */
@InputType({ description: 'The dataset to delete, with everything computed from it.' })
export class DeleteDatasetInput {
  @Field(() => ID, { description: 'The id of a dataset.' })
  datasetId: string;
}
