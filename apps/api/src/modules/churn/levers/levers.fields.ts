import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { listOf } from '../../../platform/graphql/complexity.js';
import { ChurnScore } from '../scoring/churn-score.types.js';
import { LEVERS, Lever } from './lever.types.js';
import type { Levers } from './levers.js';

/** What could change a customer's score. */
@Resolver(() => ChurnScore)
export class ChurnScoreLeverFields {
  constructor(readonly service: Levers) {}

  @FieldResolver(() => [Lever], {
    complexity: listOf(10),
    description: `${LEVERS} Empty for customers who have left, whose attributes are not all known, or whom a forest has learned from.`,
  })
  levers(@Root() score: ChurnScore, @Ctx() call: CallContext): Promise<Lever[]> {
    return this.service.ofScore(call, score);
  }
}
