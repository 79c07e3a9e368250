import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { COMPUTATION } from '../../../platform/graphql/complexity.js';
import { ChurnModel } from '../registry/churn-model.entity.js';
import type { ColumnDependences } from './column-dependence.js';
import { ColumnDependence } from './column-dependence.types.js';

/** How a model depends on its columns. */
@Resolver(() => ChurnModel)
export class ColumnDependenceFields {
  constructor(readonly dependences: ColumnDependences) {}

  @FieldResolver(() => ColumnDependence, {
    complexity: COMPUTATION,
    nullable: true,
    description:
      'How the probabilities depend on one column, beside how often customers with its values left; null until trained, or if an earlier release trained it.',
  })
  dependence(
    @Root() model: ChurnModel,
    @Arg('feature', () => String, { description: 'One of features.' }) feature: string,
    @Ctx() call: CallContext,
  ): Promise<ColumnDependence | null> {
    return this.dependences.of(call, model, feature);
  }
}
