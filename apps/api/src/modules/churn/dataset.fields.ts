import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listBy, SCAN } from '../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../platform/graphql/connection.js';
import { Dataset } from '../datasets/index.js';
import type { ChurnService } from './churn.service.js';
import { ChurnModel, ChurnModelConnection } from './registry/churn-model.entity.js';
import type { ChurnModelStore } from './registry/churn-model.store.js';
import type { ChurnScores } from './scoring/churn-scores.js';
import { ChurnSummary } from './scoring/churn-summary.types.js';

/** What churn adds to a dataset. */
@Resolver(() => Dataset)
export class DatasetChurnFields {
  constructor(
    readonly service: ChurnService,
    readonly models: ChurnModelStore,
    readonly scores: ChurnScores,
  ) {}

  @FieldResolver(() => ChurnModelConnection, {
    complexity: listBy('first', { each: 50 }),
    description: 'Newest first.',
  })
  churnModels(
    @Ctx() call: CallContext,
    @Root() { id }: Dataset,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER)
    after: string | null,
  ): Promise<Connection<ChurnModel>> {
    return this.service.list(call, id, first ?? 20, after);
  }

  @FieldResolver(() => ChurnModel, {
    nullable: true,
    description: 'The model that scores customers; null until one is good enough.',
  })
  champion(@Root() { id }: Dataset, @Ctx() call: CallContext): Promise<ChurnModel | null> {
    return call.load(this.models.championOf, id);
  }

  @FieldResolver(() => ChurnSummary, {
    complexity: SCAN,
    nullable: true,
    description:
      "The champion's forecast for all customers together who have not left; null without a champion.",
  })
  churnSummary(@Root() { id }: Dataset, @Ctx() call: CallContext): Promise<ChurnSummary | null> {
    return this.scores.summary(call, id);
  }
}
