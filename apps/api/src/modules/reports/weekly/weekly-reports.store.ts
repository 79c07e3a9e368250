import type { DataSource, EntityManager } from 'typeorm';
import { WeeklyReport } from './weekly-report.entity.js';

/** Stores which reports are written each week. The only user of their table. */
export class WeeklyReportsStore {
  constructor(private readonly dataSource: DataSource) {}

  find(id: string, manager: EntityManager = this.dataSource.manager): Promise<WeeklyReport | null> {
    return manager.getRepository(WeeklyReport).findOneBy({ id });
  }

  /** In the order in which they were asked for. */
  list(datasetId: string, manager: EntityManager = this.dataSource.manager): Promise<WeeklyReport[]> {
    return manager
      .getRepository(WeeklyReport)
      .find({ where: { datasetId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  async insert(manager: EntityManager, report: Omit<WeeklyReport, 'globalId' | 'failure'>): Promise<void> {
    const { id, datasetId, kind, about, title, createdAt, createdBy, nextAt } = report;
    await manager.query(
      `insert into weekly_reports (id, dataset_id, kind, about, title, created_at, created_by, next_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, datasetId, kind, about, title, createdAt, createdBy, nextAt],
    );
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.query('delete from weekly_reports where id = $1', [id]);
  }

  /**
   * Takes those whose time has come, of datasets that are not deleted, so that no other process takes them until `nextAt`
   * if the caller's transaction commits.
   */
  async takeDue(
    manager: EntityManager,
    now: Date,
    nextAt: Date,
  ): Promise<Pick<WeeklyReport, 'id' | 'datasetId'>[]> {
    const [taken] = await manager.query(
      `update weekly_reports set next_at = $2 where id in (
         select id from weekly_reports where next_at <= $1 and dataset_id not in (select id from deleted_datasets)
         for update skip locked
       ) returning id, dataset_id as "datasetId"`,
      [now, nextAt],
    );
    return taken;
  }

  /** Notes why it could not be written, or, with null, that it could. */
  async note(
    id: string,
    failure: string | null,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    await manager.query('update weekly_reports set failure = $2 where id = $1', [id, failure]);
  }
}
