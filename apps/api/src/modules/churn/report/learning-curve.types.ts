import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { Interval } from './churn-report.types.js';

@ObjectType({ description: 'How good a model is by how many customers it learns from, as parallel lists.' })
export class ModelLearningCurve {
  @Field(() => [Int], { complexity: listOf(5), description: 'Customers learned from, ascending.' })
  customers: number[];

  @Field(() => [Float], {
    complexity: listOf(5),
    description:
      'Mean AUC on held-out customers; of trees with fewer of them than the model has, of at most 8,000 customers.',
  })
  rocAuc: number[];

  @Field(() => [Float], { complexity: listOf(5), description: 'Spread of that AUC over the folds.' })
  standardDeviation: number[];

  @Field(() => Int, { description: 'How many customers more are asked about.' })
  more: number;

  @Field(() => Float, { nullable: true, description: 'The AUC that they are expected to bring.' })
  gain: number | null;

  @Field(() => Interval, {
    nullable: true,
    description: 'The 95 % interval of the gain, over the folds and over ways in which such curves flatten.',
  })
  gainInterval: Interval | null;

  @Field({ description: 'What that means, in a sentence.' })
  text: string;
}
