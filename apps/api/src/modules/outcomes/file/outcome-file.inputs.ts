import { Field, ID, InputType } from 'type-graphql';
import { CsvDialectInput } from '../../datasets/index.js';

/** A file of outcomes and how it is read. */
@InputType({
  description: 'A file of outcomes, a customer a row, and how it is read. What is left out is detected.',
})
export class OutcomesFileInput {
  @Field(() => ID, { description: 'ID of a dataset that is READY.' })
  datasetId: string;

  @Field(() => ID, { description: 'The uploadId that POST /uploads returned; at most 200,000 rows.' })
  uploadId: string;

  @Field(() => CsvDialectInput, { nullable: true, description: 'How to read the file.' })
  dialect?: CsvDialectInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a workbook; left out: its first that is not empty.',
  })
  sheet?: string | null;

  @Field(() => String, { nullable: true, description: 'The column with the ids of customers.' })
  idColumn?: string | null;

  @Field(() => String, { nullable: true, description: 'The column that says what happened.' })
  outcomeColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The value of outcomeColumn that means left (for a model that predicts something else, that it happened); every other value means the contrary. Left out: told by the name of the column and by its two values, if they tell.',
  })
  leftValue?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The column that says when it was found out. Left out: all was found out when it is recorded.',
  })
  observedAtColumn?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column with what customers brought since then. Left out: not known.',
  })
  valueColumn?: string | null;
}

/** A file of outcomes to record. */
@InputType({ description: 'A file of outcomes to record, as outcomesPreview reads it.' })
export class ImportOutcomesInput extends OutcomesFileInput {}
