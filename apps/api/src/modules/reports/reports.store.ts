import type { DataSource, EntityManager } from 'typeorm';
import { ReportLink } from './report-link.entity.js';

/** A link that is made, with what stays in the table. */
export type NewReportLink = Pick<
  ReportLink,
  'id' | 'datasetId' | 'kind' | 'title' | 'createdAt' | 'createdBy' | 'expiresAt'
> & { readonly tokenHash: Buffer; readonly page: string };

/** A report that is opened. */
export interface OpenedReport {
  readonly id: string;
  readonly datasetId: string;
  readonly page: string;
}

/** Stores links to reports. The only user of their table. */
export class ReportsStore {
  constructor(private readonly dataSource: DataSource) {}

  find(id: string, manager: EntityManager = this.dataSource.manager): Promise<ReportLink | null> {
    return manager.getRepository(ReportLink).findOneBy({ id });
  }

  /** Newest first. */
  list(datasetId: string, first: number): Promise<ReportLink[]> {
    return this.dataSource
      .getRepository(ReportLink)
      .find({ where: { datasetId }, order: { createdAt: 'DESC', id: 'DESC' }, take: first });
  }

  /** How many of a dataset can be opened. */
  async countOpen(manager: EntityManager, datasetId: string, now: Date): Promise<number> {
    const [{ count }] = await manager.query<[{ count: number }]>(
      'select count(*)::int as count from report_links where dataset_id = $1 and revoked_at is null and expires_at > $2',
      [datasetId, now],
    );
    return count;
  }

  async insert(manager: EntityManager, link: NewReportLink): Promise<ReportLink> {
    const { id, datasetId, kind, title, tokenHash, page, createdAt, createdBy, expiresAt } = link;
    await manager.query(
      `insert into report_links (id, dataset_id, kind, title, token_hash, page, created_at, created_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, datasetId, kind, title, tokenHash, page, createdAt, createdBy, expiresAt],
    );
    return manager.getRepository(ReportLink).findOneByOrFail({ id });
  }

  /** Takes a link back, once, and its page with it. */
  async revoke(manager: EntityManager, id: string, now: Date): Promise<void> {
    await manager.query(
      'update report_links set revoked_at = $2, page = null where id = $1 and revoked_at is null',
      [id, now],
    );
  }

  /** The report behind a token, if it can be opened now: not expired, not revoked, of a dataset that is not deleted. */
  async behind(tokenHash: Buffer, now: Date): Promise<OpenedReport | null> {
    const [found] = await this.dataSource.query<OpenedReport[]>(
      `select id, dataset_id as "datasetId", page from report_links
       where token_hash = $1 and revoked_at is null and expires_at > $2 and page is not null
         and dataset_id not in (select id from deleted_datasets)`,
      [tokenHash, now],
    );
    return found ?? null;
  }

  async noteOpened(id: string, now: Date): Promise<void> {
    await this.dataSource.query(
      'update report_links set opened_count = opened_count + 1, last_opened_at = $2 where id = $1',
      [id, now],
    );
  }

  /** Forgets the pages that nobody can open any more; that there were links stays known. */
  async sweep(now: Date): Promise<void> {
    await this.dataSource.query(
      'update report_links set page = null where page is not null and expires_at <= $1',
      [now],
    );
  }
}
