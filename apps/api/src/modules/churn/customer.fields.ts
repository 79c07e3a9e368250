import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../platform/graphql/request-context.js';
import { Customer } from '../customers/index.js';
import { ChurnScore } from './scoring/churn-score.types.js';
import type { ChurnScores } from './scoring/churn-scores.js';

/** What churn adds to a customer. */
@Resolver(() => Customer)
export class CustomerChurnFields {
  constructor(readonly scores: ChurnScores) {}

  @FieldResolver(() => ChurnScore, {
    nullable: true,
    description: 'As scored by the champion model; null if the dataset has none.',
  })
  churn(@Root() { datasetId, row }: Customer, @Ctx() context: RequestContext): Promise<ChurnScore | null> {
    return context.loader(this.scores.ofCustomer).load({ datasetId, row });
  }
}
