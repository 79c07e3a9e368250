import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { LOOKUP } from '../../../platform/graphql/complexity.js';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../../platform/graphql/user-error.js';
import { Dataset } from '../../datasets/index.js';
import type { DatasetSource } from '../dataset-source.js';
import type { AssumptionsService } from './assumptions.service.js';
import { DatasetAssumptions, SetAssumptionsInput, SetAssumptionsPayload } from './assumptions.types.js';

/** Resolves the assumptions of a dataset. */
@Resolver(() => Dataset)
export class AssumptionsResolver {
  constructor(
    readonly service: AssumptionsService,
    readonly datasets: DatasetSource,
  ) {}

  @FieldResolver(() => DatasetAssumptions, {
    complexity: LOOKUP,
    description: 'What is taken for granted about money and contacts.',
  })
  assumptions(@Root() { id }: Dataset, @Ctx() call: CallContext): Promise<DatasetAssumptions> {
    return this.service.of(call, id);
  }

  @Authorized('ANALYST')
  @Mutation(() => SetAssumptionsPayload, {
    description: 'Sets what is taken for granted about money and contacts in a dataset, for everybody.',
  })
  setAssumptions(
    @Ctx() call: CallContext,
    @Arg('input', () => SetAssumptionsInput, { description: 'What to change.' }) input: SetAssumptionsInput,
  ): Promise<SetAssumptionsPayload> {
    return withUserErrors({ dataset: null as Dataset | null }, async () => {
      const datasetId = requireKey('Dataset', input.datasetId, ['datasetId']);
      // Read before it is saved: afterwards nothing may turn the answer into an error.
      const dataset = await call.load(this.datasets.datasetLoader, datasetId);
      await this.service.set(call, { ...input, datasetId });
      return { dataset };
    });
  }
}
