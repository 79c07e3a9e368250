import type { DataSource, EntityManager } from 'typeorm';
import { CustomerExport } from './customer-export.entity.js';

/** How long it stays known that there was one. */
const KNOWN_FOR = '7 days';

/** What a list is written from. */
export type NewExport = Pick<
  CustomerExport,
  'id' | 'datasetId' | 'jobId' | 'format' | 'filter' | 'orderBy' | 'secret'
>;

/** Keeps which files there are, and until when. */
export class ExportsStore {
  constructor(private readonly dataSource: DataSource) {}

  async insert(
    manager: EntityManager,
    { id, datasetId, jobId, format, filter, orderBy, secret }: NewExport,
  ): Promise<CustomerExport> {
    await manager.query(
      `insert into customer_exports (id, dataset_id, job_id, format, filter, order_by, secret) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, datasetId, jobId, format, filter, orderBy, secret],
    );
    return manager.getRepository(CustomerExport).findOneByOrFail({ id });
  }

  find(id: string): Promise<CustomerExport | null> {
    return this.dataSource.getRepository(CustomerExport).findOneBy({ id });
  }

  /** Notes that the file is there; false if it was withdrawn, or its dataset removed, while it was written. */
  async finish(id: string, file: { rowCount: number; bytes: number; expiresAt: Date }): Promise<boolean> {
    const [, updated]: [unknown, number] = await this.dataSource.query(
      `update customer_exports set row_count = $2, bytes = $3, expires_at = $4 where id = $1 and withdrawn_at is null`,
      [id, file.rowCount, file.bytes, file.expiresAt],
    );
    return updated === 1;
  }

  /** Takes back every file of a dataset, written or not: each may name who is removed. Returns how many there were. */
  async withdraw(manager: EntityManager, datasetId: string): Promise<number> {
    const [, updated]: [unknown, number] = await manager.query(
      `update customer_exports set withdrawn_at = clock_timestamp(), filter = '{}'
       where dataset_id = $1 and withdrawn_at is null and (expires_at is null or expires_at > now())`,
      [datasetId],
    );
    return updated;
  }

  /** Of these exports those whose files are wanted: they can be fetched, or are being written. */
  async wanted(ids: readonly string[], now: Date): Promise<ReadonlySet<string>> {
    const rows: { id: string }[] = await this.dataSource.query(
      `select id from customer_exports
       where id = any($1::uuid[]) and withdrawn_at is null and (expires_at is null or expires_at > $2)`,
      [ids, now],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async forgetOld(now: Date): Promise<void> {
    await this.dataSource.query(
      `delete from customer_exports where created_at < $1::timestamptz - interval '${KNOWN_FOR}'`,
      [now],
    );
  }
}
