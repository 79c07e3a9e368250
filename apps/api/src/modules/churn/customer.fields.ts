import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listBy } from '../../platform/graphql/complexity.js';
import { requirePageSize } from '../../platform/graphql/connection.js';
import { Customer } from '../customers/index.js';
import { ChurnScore } from './scoring/churn-score.types.js';
import type { ChurnScores } from './scoring/churn-scores.js';
import { PastScore } from './scoring/past-score.types.js';
import type { ScoreHistory } from './scoring/score-history.js';

/** What churn adds to a customer. */
@Resolver(() => Customer)
export class CustomerChurnFields {
  constructor(
    readonly scores: ChurnScores,
    readonly history: ScoreHistory,
  ) {}

  @FieldResolver(() => ChurnScore, {
    nullable: true,
    description: 'As scored by the champion model; null if the dataset has none.',
  })
  churn(@Root() customer: Customer, @Ctx() call: CallContext): Promise<ChurnScore | null> {
    return call.load(this.scores.ofCustomer, customer);
  }

  @FieldResolver(() => [PastScore], {
    complexity: listBy('first'),
    description: 'Every score that was served for the customer, newest first; the current one included.',
  })
  async scoreHistory(
    @Root() { datasetId, row }: Customer,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1..100.' })
    first: number | null,
    @Ctx() call: CallContext,
  ): Promise<PastScore[]> {
    const count = first ?? 20;
    requirePageSize(count);
    return (await call.load(this.history.ofCustomer, { datasetId, row })).slice(0, count);
  }
}
