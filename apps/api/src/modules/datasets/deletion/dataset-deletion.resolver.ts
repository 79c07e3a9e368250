import { Arg, Authorized, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { CallContext } from '../../../platform/call/call-context.js';
import { listBy } from '../../../platform/graphql/complexity.js';
import { AFTER, type Connection } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { requireKey } from '../../../platform/graphql/read-global-id.js';
import { withUserErrors } from '../../../platform/graphql/user-error.js';
import type { Dataset } from '../dataset.entity.js';
import { DeleteDatasetInput, RestoreDatasetInput } from '../dataset.inputs.js';
import { DeleteDatasetPayload, RestoreDatasetPayload } from '../dataset.payloads.js';
import type { DatasetDeletionService } from './dataset-deletion.service.js';
import { type DeletedDataset, DeletedDatasetConnection, KEPT_DAYS } from './deleted-dataset.entity.js';

/** Resolves what is deleted, and what becomes of it. */
@Resolver()
export class DatasetDeletionResolver {
  constructor(private readonly deletion: DatasetDeletionService) {}

  @Authorized('ADMIN')
  @Query(() => DeletedDatasetConnection, {
    complexity: listBy('first'),
    description: `The datasets that were deleted in the last ${KEPT_DAYS} days and can be restored, the last deleted first. ADMIN only.`,
  })
  deletedDatasets(
    @Ctx() call: CallContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Number of entries, 1..100.' })
    first: number | null,
    @Arg('after', () => String, AFTER)
    after: string | null,
  ): Promise<Connection<DeletedDataset>> {
    return this.deletion.list(call, first ?? 20, after);
  }

  @Authorized('ADMIN')
  @Mutation(() => DeleteDatasetPayload, {
    description: `Deletes a dataset with its customers, its files and everything computed from it; its jobs are cancelled. Nobody sees anything of it any more. restoreDataset brings it back for ${KEPT_DAYS} days, unless it is deleted for ever.`,
  })
  deleteDataset(
    @Ctx() call: CallContext,
    @Arg('input', () => DeleteDatasetInput, { description: 'Which dataset.' }) {
      datasetId,
      forever,
    }: DeleteDatasetInput,
  ): Promise<DeleteDatasetPayload> {
    return withUserErrors({ deletedDatasetId: null as string | null }, async () => {
      const key = requireKey('Dataset', datasetId, ['datasetId']);
      await (forever ? this.deletion.deleteForever(call, key) : this.deletion.delete(call, key));
      return { deletedDatasetId: toGlobalId('Dataset', key) };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => RestoreDatasetPayload, {
    description:
      'Brings a deleted dataset back with everything that belonged to it. Jobs that were cancelled stay so. A dataset that is not deleted is left as it is. ADMIN only.',
  })
  restoreDataset(
    @Ctx() call: CallContext,
    @Arg('input', () => RestoreDatasetInput, { description: 'Which dataset.' }) {
      datasetId,
    }: RestoreDatasetInput,
  ): Promise<RestoreDatasetPayload> {
    return withUserErrors({ dataset: null as Dataset | null }, async () => ({
      dataset: await this.deletion.restore(call, requireKey('Dataset', datasetId, ['datasetId'])),
    }));
  }
}
