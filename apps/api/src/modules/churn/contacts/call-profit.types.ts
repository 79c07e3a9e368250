import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { CURVE_POINTS } from '../report/churn-report.types.js';

@ObjectType({
  description:
    'What calling earns at the threshold with the highest expected profit, over the customers of now who have not left.',
})
export class ThresholdAdvice {
  @Field(() => Float, {
    description: 'Call customers with at least this probability; 1, with nobody called, if no call pays off.',
  })
  threshold: number;

  @Field(() => Int, { description: 'Customers called, of those of now who have not left.' })
  contacted: number;

  @Field(() => Float, { description: 'Expected leavers among them × save rate.' })
  expectedSaved: number;

  @Field(() => Float, {
    description: 'Sum of chance × save rate × value of the customers called, minus contacted × contact cost.',
  })
  expectedProfit: number;

  @Field(() => Float, {
    description: 'The profit of calling every customer who has not left, without a model.',
  })
  baselineProfit: number;
}

@ObjectType({
  description:
    'What each threshold would earn over the customers of now who have not left, as parallel lists in ascending order of the threshold.',
})
export class ProfitCurve {
  @Field(() => [Float], {
    complexity: listOf(CURVE_POINTS),
    description: 'Call customers with at least this probability.',
  })
  threshold: number[];

  @Field(() => [Int], {
    complexity: listOf(CURVE_POINTS),
    description: 'Customers called, of those of now who have not left.',
  })
  contacted: number[];

  @Field(() => [Float], {
    complexity: listOf(CURVE_POINTS),
    description: 'Expected leavers among them × save rate.',
  })
  expectedSaved: number[];

  @Field(() => [Float], {
    complexity: listOf(CURVE_POINTS),
    description: 'Sum of chance × save rate × value of the customers called, minus contacted × contact cost.',
  })
  expectedProfit: number[];
}
