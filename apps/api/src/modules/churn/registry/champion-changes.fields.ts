import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { listBy } from '../../../platform/graphql/complexity.js';
import { requirePageSize } from '../../../platform/graphql/connection.js';
import { spoken } from '../../../platform/words/spoken.js';
import { Dataset } from '../../datasets/index.js';
import { ChampionChange } from './champion-change.types.js';
import { readChanges, sayReason } from './champion-changes.js';
import { ChurnModel } from './churn-model.entity.js';
import type { ChurnModelStore } from './churn-model.store.js';

/** Which models scored the customers of a dataset, one after the other. */
@Resolver(() => Dataset)
export class DatasetChampionChanges {
  constructor(readonly models: Pick<ChurnModelStore, 'dataSource'>) {}

  @FieldResolver(() => [ChampionChange], {
    complexity: listBy('first'),
    description:
      'Every change of the model that scores customers, by itself or by somebody, the last one first; changes of before this history was kept are not in it.',
  })
  championChanges(
    @Root() { id }: Dataset,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1..100.' })
    first: number | null,
  ): Promise<ChampionChange[]> {
    const count = first ?? 20;
    requirePageSize(count);
    return readChanges(this.models.dataSource, id, count);
  }
}

/** The models of a change. */
@Resolver(() => ChampionChange)
export class ChampionChangeFields {
  constructor(readonly models: Pick<ChurnModelStore, 'byKey'>) {}

  @FieldResolver(() => String, {
    description:
      'Why: in the words of whoever decided, empty if they gave no reason; where it took over by itself, what it was found to be.',
  })
  async reason(@Root() change: ChampionChange, @Ctx() call: CallContext): Promise<string> {
    if (change.decidedBy !== null || spoken() === 'en') return change.reason;
    return sayReason(change.reason, (await this.churnModel(change, call)).comparison);
  }

  @FieldResolver(() => ChurnModel, { description: 'The model that took over.' })
  async churnModel(
    @Root() { churnModelId: id, datasetId }: ChampionChange,
    @Ctx() call: CallContext,
  ): Promise<ChurnModel> {
    return (await call.load(this.models.byKey, { id, datasetId }))!;
  }

  @FieldResolver(() => ChurnModel, {
    nullable: true,
    description: 'The model that scored customers before; null if there was none.',
  })
  async replaced(
    @Root() { replacedId: id, datasetId }: ChampionChange,
    @Ctx() call: CallContext,
  ): Promise<ChurnModel | null> {
    return id === null ? null : call.load(this.models.byKey, { id, datasetId });
  }
}
