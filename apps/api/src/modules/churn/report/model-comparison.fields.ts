import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import { ModelComparison } from './model-comparison.types.js';

/** The part of a comparison that is read only on request. */
@Resolver(() => ModelComparison)
export class ModelComparisonFields {
  constructor(readonly models: Pick<ChurnModelStore, 'byKey'>) {}

  @FieldResolver(() => ChurnModel, { description: 'The champion of when the challenger was trained.' })
  async champion(
    @Root() { championId: id, datasetId }: ModelComparison,
    @Ctx() call: CallContext,
  ): Promise<ChurnModel> {
    return (await call.load(this.models.byKey, { id, datasetId }))!;
  }
}
