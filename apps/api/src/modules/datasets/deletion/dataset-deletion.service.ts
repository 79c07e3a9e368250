import { type DataSource, type EntityManager, In, IsNull, LessThan, Not } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { notFound } from '../../../platform/errors/app-error.js';
import type { Connection } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { type KeysetOrder, readKeyset } from '../../../platform/graphql/read-keyset.js';
import type { Outbox } from '../../../platform/outbox/outbox.js';
import type { JobQueue } from '../../jobs/index.js';
import { deletedMeanwhile } from '../customer-table.js';
import { Dataset } from '../dataset.entity.js';
import { DeletedDataset, deletedTooLongAgo } from './deleted-dataset.entity.js';

/** How long a deletion waits for the files to be removed. */
const PATIENCE_MS = 10_000;
const LAST_DELETED_FIRST: KeysetOrder = {
  columns: [
    { name: 'deleted_at', type: 'timestamptz' },
    { name: 'id', type: 'uuid' },
  ],
  descending: true,
};

/** What the service depends on. */
export interface DatasetDeletionDependencies {
  readonly dataSource: DataSource;
  readonly jobs: JobQueue;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/**
 * Deletes datasets, and restores them. A deleted one is whole, and hidden: every caller is recognised together with what was
 * deleted, so that `CallContext.sees` answers for it as if it did not exist. Ids are keys, not global ids.
 */
export class DatasetDeletionService {
  constructor(private readonly deps: DatasetDeletionDependencies) {}

  /** Hides a dataset with everything computed from it until it is restored. @throws AppError FORBIDDEN, NOT_FOUND */
  async delete(call: CallContext, id: string): Promise<void> {
    call.require('ADMIN', id, ['datasetId']);
    const { dataSource, jobs, clock } = this.deps;
    if (!(await dataSource.manager.existsBy(Dataset, { id }))) throw unknown(id);
    await jobs.cancelAllOf(call, id);
    await inTransaction(dataSource, async (manager) => {
      // Whoever holds it comes first; who comes later finds it deleted.
      const found: unknown[] = await manager.query(
        'select from datasets where id = $1 and deleted_at is null for update',
        [id],
      );
      if (found.length === 0) throw deletedMeanwhile(id);
      await manager.update(Dataset, id, { deletedAt: clock.now() });
    });
    call.noteDeleted(id, true);
  }

  /** Deletes a dataset, which may be deleted already, with all its rows and files. @throws AppError FORBIDDEN, NOT_FOUND */
  async deleteForever(call: CallContext, id: string): Promise<void> {
    call.requireReach('ADMIN', id, ['datasetId']);
    const { dataSource, jobs, outbox } = this.deps;
    if (!(await dataSource.manager.exists(Dataset, { where: { id }, withDeleted: true }))) throw unknown(id);
    await jobs.cancelAllOf(call, id);
    await inTransaction(dataSource, async (manager) => {
      if (!(await this.#remove(manager, id))) throw deletedMeanwhile(id);
    });
    await outbox.delivered(id, PATIENCE_MS);
  }

  /** Brings a dataset back as it was when it was deleted; one that was not is left as it is. @throws AppError FORBIDDEN, NOT_FOUND */
  async restore(call: CallContext, id: string): Promise<Dataset> {
    call.requireReach('ADMIN', id, ['datasetId']);
    const restored = await inTransaction(this.deps.dataSource, async (manager) => {
      await manager.restore(Dataset, id);
      return manager.findOneBy(Dataset, { id });
    });
    if (restored === null) throw unknown(id);
    call.noteDeleted(id, false);
    return restored;
  }

  /** Those that can be restored, of those that the caller reaches, the last deleted first. @throws AppError FORBIDDEN */
  list(call: CallContext, first: number, after?: string | null): Promise<Connection<DeletedDataset>> {
    call.require('ADMIN');
    const query = this.deps.dataSource
      .getRepository(DeletedDataset)
      .createQueryBuilder('d')
      .where({ deletedAt: Not(IsNull()) });
    if (call.scope !== null) query.andWhere({ id: In([...call.scope]) });
    return readKeyset(query, { name: 'deleted datasets' }, { first, after }, LAST_DELETED_FIRST);
  }

  /** Deletes for ever what was deleted so long ago that it is kept no more. */
  async sweep(): Promise<void> {
    const { dataSource, clock } = this.deps;
    const limit = deletedTooLongAgo(clock.now());
    for (const { id } of await dataSource.manager.findBy(DeletedDataset, { deletedAt: LessThan(limit) })) {
      await inTransaction(dataSource, (manager) => this.#remove(manager, id, limit));
    }
  }

  /** Removes the rows of a dataset, if it is there and was deleted before; the event removes its files, a sweep what comes later. */
  async #remove(manager: EntityManager, id: string, deletedBefore: Date | null = null): Promise<boolean> {
    const [, count] = await manager.query(
      'delete from datasets where id = $1 and ($2::timestamptz is null or deleted_at < $2)',
      [id, deletedBefore],
    );
    if (count === 0) return false;
    await manager.query('insert into removed_datasets (id) values ($1)', [id]);
    await this.deps.outbox.append(manager, id, 'dataset.deleted', { datasetId: id });
    return true;
  }
}

function unknown(id: string) {
  return notFound('Dataset', toGlobalId('Dataset', id), ['datasetId']);
}
