import { Field, Int, ObjectType } from 'type-graphql';
import { listOf, perColumn } from '../../../platform/graphql/complexity.js';
import { Day } from '../../../platform/graphql/scalars.js';
import { LeftOutFeature } from '../definition/definition-preview.types.js';

@ObjectType({
  description: 'How far the dates of a column reach, among the customers that a model learned from.',
})
export class DateReach {
  @Field({ description: 'Name of the column.' })
  column: string;

  @Field(() => Day, { description: 'The earliest day.' })
  first: string;

  @Field(() => Day, { description: 'The latest day.' })
  last: string;
}

@ObjectType({ description: 'What a model was trained on, as it was then.' })
export class ModelTrainingData {
  @Field(() => Int, { description: 'Customers that the dataset had.' })
  customers: number;

  @Field(() => Int, {
    description:
      'Those of them of whom nothing said whether it happened: they are scored, and not learned from.',
  })
  unknownOutcome: number;

  @Field(() => Int, { description: 'Imports that the customers came from; upserts come beside them.' })
  imports: number;

  @Field(() => Date, { nullable: true, description: 'When the first of them ended; null without one.' })
  firstImportAt: Date | string | null;

  @Field(() => Date, { nullable: true, description: 'When the last of them ended; null without one.' })
  lastImportAt: Date | string | null;

  @Field(() => Day, {
    nullable: true,
    description:
      'The day up to which purchases were counted; what came later says who left. Null where customers were not made of purchases.',
  })
  observationDate: string | null;

  @Field(() => [DateReach], {
    complexity: perColumn(),
    description: 'How far the dates among the columns reach that it learned from; empty without any.',
  })
  dates: DateReach[];

  @Field(() => [LeftOutFeature], {
    complexity: perColumn(),
    description: 'Columns that it did not learn from, and why.',
  })
  leftOut: LeftOutFeature[];
}

@ObjectType({
  description: 'One part of the customers, predicted by a model that learned from the other parts.',
})
export class ModelFold {
  @Field(() => Int, { description: 'Customers in it.' })
  customers: number;

  @Field(() => Int, { description: 'How many of them left.' })
  left: number;
}

@ObjectType({ description: 'How the customers were split on whom a model was judged.' })
export class ModelFolds {
  @Field(() => [ModelFold], { complexity: listOf(5), description: 'The parts, in their order.' })
  folds: ModelFold[];

  @Field(() => Int, {
    description:
      'Customers who stand in the part of another because they may be the same: equal in every column, nearly equal with the same outcome, or of one id.',
  })
  keptTogether: number;

  @Field({
    description: 'Whether the figures are of other parts than those on which the method was chosen.',
  })
  fresh: boolean;

  @Field({ description: 'All of it in words.' })
  text: string;

  /** The word for the event; absent of models that an earlier release trained. */
  past?: string;
}
