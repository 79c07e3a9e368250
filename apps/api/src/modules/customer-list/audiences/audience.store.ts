import type { DataSource } from 'typeorm';
import { AppError } from '../../../platform/errors/app-error.js';
import { type Connection } from '../../../platform/graphql/connection.js';
import { NEWEST_FIRST, readKeyset } from '../../../platform/graphql/read-keyset.js';
import type { CustomerFilter } from '../customer-list.inputs.js';
import { Audience } from './audience.entity.js';

const MOST = 1000;
/** PostgreSQL's codes for a name that is taken, and for a dataset that is gone. */
const TAKEN = '23505';
const GONE = '23503';

/** Stores audiences. The only user of their table. */
export class AudienceStore {
  constructor(private readonly dataSource: DataSource) {}

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

  /** Writes a new audience, or the name and the filter of one that is there. @throws AppError CONFLICT, NOT_FOUND */
  async save(
    audience: Pick<Audience, 'id' | 'datasetId' | 'name' | 'filter' | 'createdAt'>,
  ): Promise<Audience> {
    const { id, datasetId, name, filter, createdAt } = audience;
    try {
      const rows: object[] = await this.dataSource.query(
        `insert into audiences (id, dataset_id, name, filter, created_at)
         select $1::uuid, $2::uuid, $3::text, $4::jsonb, $5::timestamptz
         where (select count(*) from audiences where dataset_id = $2 and id <> $1) < $6
         on conflict (id) do update set name = excluded.name, filter = excluded.filter
         returning id`,
        [id, datasetId, name, JSON.stringify(filter), createdAt, MOST],
      );
      if (rows.length === 0)
        throw new AppError('CONFLICT', `The dataset has ${MOST} audiences; it may have ${MOST}.`, {
          field: ['datasetId'],
        });
    } catch (error) {
      throw inWords(error, name);
    }
    return (await this.find(id))!;
  }

  /** Whether there was one. */
  async remove(id: string): Promise<boolean> {
    const { affected } = await this.dataSource.getRepository(Audience).delete({ id });
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

function inWords(error: unknown, name: string): unknown {
  const { code } = error as { code?: string };
  if (code === TAKEN) {
    return new AppError('CONFLICT', `“${name}” is the name of another audience; choose another name.`, {
      field: ['name'],
    });
  }
  if (code === GONE)
    return new AppError('NOT_FOUND', 'The dataset was deleted meanwhile.', { field: ['datasetId'] });
  return error;
}
