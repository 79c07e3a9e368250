import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import type { Connection } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { NEWEST_FIRST, readKeyset } from '../../../platform/graphql/read-keyset.js';
import { areAlike } from '../../../platform/names-alike.js';
import type { CustomerFilter } from '../customer-list.inputs.js';
import { Audience } from './audience.entity.js';

const MOST = 1000;
/** PostgreSQL's code for a name that is taken. */
const TAKEN = '23505';

type NewAudience = Pick<Audience, 'id' | 'datasetId' | 'name' | 'filter' | 'createdAt'>;

/** Stores audiences. The only user of their table. */
export class AudienceStore {
  constructor(readonly dataSource: DataSource) {}

  /** Null if there is none. */
  find(id: string): Promise<Audience | null> {
    return this.dataSource.getRepository(Audience).findOneBy({ id });
  }

  /** Newest first. */
  page(datasetId: string, first: number, after: string | null): Promise<Connection<Audience>> {
    const query = this.dataSource
      .getRepository(Audience)
      .createQueryBuilder('audience')
      .where('audience.dataset_id = :datasetId', { datasetId });
    return readKeyset(query, { name: 'audiences', of: [datasetId] }, { first, after }, NEWEST_FIRST);
  }

  /** Writes a new audience. The caller's transaction has locked its dataset. @throws AppError CONFLICT */
  async add(
    manager: EntityManager,
    { id, datasetId, name, filter, createdAt }: NewAudience,
  ): Promise<Audience> {
    const [{ count }] = await manager.query<[{ count: number }]>(
      'select count(*)::int as count from audiences where dataset_id = $1',
      [datasetId],
    );
    if (count >= MOST) {
      const message = `The dataset has ${count} audiences; it may have ${MOST}.`;
      throw new AppError('CONFLICT', message, { field: ['datasetId'] });
    }
    await this.#requireUnlike(manager, { id, datasetId, name });
    await named(name, () =>
      manager.query(
        'insert into audiences (id, dataset_id, name, filter, created_at) values ($1, $2, $3, $4, $5)',
        [id, datasetId, name, JSON.stringify(filter), createdAt],
      ),
    );
    return manager.getRepository(Audience).findOneByOrFail({ id });
  }

  /** Changes the name and the filter of an audience. @throws AppError CONFLICT, or NOT_FOUND if it was deleted meanwhile */
  async change(
    manager: EntityManager,
    { id, name, filter }: Pick<Audience, 'id' | 'name' | 'filter'>,
  ): Promise<Audience> {
    const [before] = await manager.query<{ name: string; dataset_id: string }[]>(
      'select name, dataset_id from audiences where id = $1',
      [id],
    );
    // Whatever it is called already it may keep.
    if (before && before.name !== name) {
      await this.#requireUnlike(manager, { id, datasetId: before.dataset_id, name });
    }
    await named(name, () =>
      manager.query('update audiences set name = $2, filter = $3 where id = $1', [
        id,
        name,
        JSON.stringify(filter),
      ]),
    );
    const changed = await manager.getRepository(Audience).findOneBy({ id });
    if (changed === null) throw notFound('Audience', toGlobalId('Audience', id), ['audienceId']);
    return changed;
  }

  /** One that has exactly this filter, the oldest; null if there is none. */
  async withFilter(
    manager: EntityManager,
    datasetId: string,
    filter: CustomerFilter,
  ): Promise<Audience | null> {
    return manager
      .getRepository(Audience)
      .createQueryBuilder('audience')
      .where('audience.dataset_id = :datasetId and audience.filter = :filter::jsonb', {
        datasetId,
        filter: JSON.stringify(filter),
      })
      .orderBy('audience.createdAt')
      .addOrderBy('audience.id')
      .getOne();
  }

  /** The name, with a number where it is taken. The caller's transaction has locked the dataset. */
  async freeName(manager: EntityManager, datasetId: string, name: string): Promise<string> {
    const others = await manager.query<{ name: string }[]>(
      'select name from audiences where dataset_id = $1',
      [datasetId],
    );
    for (let number = 1; ; number++) {
      const numbered = number === 1 ? name : `${name} (${number})`;
      if (!others.some((other) => areAlike(other.name, numbered))) return numbered;
    }
  }

  /** The caller's transaction has locked the dataset. @throws AppError CONFLICT if another audience's name looks like it */
  async #requireUnlike(
    manager: EntityManager,
    { id, datasetId, name }: Pick<Audience, 'id' | 'datasetId' | 'name'>,
  ): Promise<void> {
    const others = await manager.query<{ name: string }[]>(
      'select name from audiences where dataset_id = $1 and id <> $2 and lower(name) <> lower($3)',
      [datasetId, id, name],
    );
    const alike = others.find((other) => areAlike(other.name, name));
    if (alike === undefined) return;
    throw new AppError(
      'CONFLICT',
      `“${name}” looks like “${alike.name}”, the name of another audience; choose another name.`,
      { field: ['name'] },
    );
  }

  /** Whether there was one. */
  async remove(id: string): Promise<boolean> {
    // In a transaction: where its end is not answered, that is told as it is.
    const { affected } = await inTransaction(this.dataSource, (manager) =>
      manager.getRepository(Audience).delete({ id }),
    );
    return affected === 1;
  }

  /** The filters of audiences of a dataset, by id. */
  async filters(datasetId: string, ids: readonly string[]): Promise<Map<string, CustomerFilter>> {
    const found = await this.dataSource.query<{ id: string; filter: CustomerFilter }[]>(
      'select id, filter from audiences where dataset_id = $1 and id = any($2::uuid[])',
      [datasetId, ids],
    );
    return new Map(found.map(({ id, filter }) => [id, filter]));
  }
}

/** Writes a name. @throws AppError CONFLICT if another audience has it */
async function named(name: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as { code?: string }).code !== TAKEN) throw error;
    throw new AppError('CONFLICT', `“${name}” is the name of another audience; choose another name.`, {
      field: ['name'],
    });
  }
}
