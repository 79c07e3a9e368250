import type { ColumnProfile } from '@holdfast/ml-core';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { Connection } from '../../platform/graphql/connection.js';
import { type KeysetOrder, readKeyset } from '../../platform/graphql/read-keyset.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { Kept } from '../../platform/words/kept.js';
import { isMuted, type MonitoringAcknowledgement, sinceLast } from './acknowledged/index.js';
import type { MonitoringSettings } from './monitoring.inputs.js';
import { MonitoringReport, type StoredReport } from './monitoring-report.entity.js';

/** How a dataset is monitored before anybody says otherwise. */
export const FIRST_SETTINGS: MonitoringSettings = {
  everyHours: 24,
  retrain: 'NEVER',
  promoteWhenBetter: true,
};

const LAST_CHECK_FIRST: KeysetOrder = {
  columns: [
    { name: 'checked_at', type: 'timestamptz' },
    { name: 'id', type: 'uuid' },
  ],
  descending: true,
};

/** Stores profiles, reports and settings. The only user of their tables. */
export class MonitoringStore {
  constructor(
    readonly dataSource: DataSource,
    private readonly outbox: Outbox,
  ) {}

  /** Null for a model whose profile was never taken. */
  async profiles(churnModelId: string): Promise<ColumnProfile[] | null> {
    const [found] = await this.dataSource.query<{ columns: ColumnProfile[] }[]>(
      'select columns from monitoring_profiles where churn_model_id = $1',
      [churnModelId],
    );
    return found?.columns ?? null;
  }

  /** Keeps the profile of what a model learned from; the first one stays. */
  async keepProfiles(churnModelId: string, profiles: readonly ColumnProfile[]): Promise<void> {
    await this.dataSource.query('insert into monitoring_profiles values ($1, $2) on conflict do nothing', [
      churnModelId,
      JSON.stringify(profiles),
    ]);
  }

  /** Null if there is none. */
  find(id: string): Promise<MonitoringReport | null> {
    return this.dataSource.getRepository(MonitoringReport).findOneBy({ id });
  }

  /** Newest first. */
  page(datasetId: string, first: number, after: string | null): Promise<Connection<MonitoringReport>> {
    const query = this.dataSource
      .getRepository(MonitoringReport)
      .createQueryBuilder('report')
      .where('report.dataset_id = :datasetId', { datasetId });
    return readKeyset(query, { name: 'monitoring', of: [datasetId] }, { first, after }, LAST_CHECK_FIRST);
  }

  /** The newest report of a dataset; null if there is none. */
  last(manager: EntityManager, datasetId: string): Promise<MonitoringReport | null> {
    return manager.getRepository(MonitoringReport).findOne({
      where: { datasetId },
      order: { checkedAt: 'DESC', id: 'DESC' },
    });
  }

  /** Adds a report, unless its dataset or its model was deleted meanwhile. */
  async add(report: StoredReport): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const standing = sinceLast(report, await this.last(manager, report.datasetId));
      const { raw } = await manager
        .getRepository(MonitoringReport)
        .createQueryBuilder()
        .insert()
        .values({ ...report, ...standing })
        .orIgnore()
        .returning('id')
        .execute();
      if (raw.length === 0 || report.state !== 'ALERT' || isMuted(standing, report.checkedAt)) return;
      const { id: monitoringReportId, datasetId, churnModelId, alerts } = report;
      const event = { datasetId, monitoringReportId, churnModelId, alerts };
      await this.outbox.append(manager, datasetId, 'monitoring.alerted', event);
    });
  }

  /** Notes on a report that somebody has looked into it. */
  async acknowledge(
    manager: EntityManager,
    id: string,
    acknowledgement: MonitoringAcknowledgement,
  ): Promise<void> {
    await manager.getRepository(MonitoringReport).update(id, { acknowledgement });
  }

  /** Notes what was decided on a report. */
  async decide(
    id: string,
    { text: decision, said: saidDecision }: { readonly text: string; readonly said: Kept },
    retrainedId: string | null,
  ): Promise<void> {
    await this.dataSource.getRepository(MonitoringReport).update(id, { decision, saidDecision, retrainedId });
  }

  /** The last report on a model after which one was trained again; null if there is none. */
  lastRetraining(churnModelId: string): Promise<MonitoringReport | null> {
    return this.dataSource
      .getRepository(MonitoringReport)
      .createQueryBuilder('report')
      .where('report.churn_model_id = :churnModelId and report.retrained_id is not null', { churnModelId })
      .orderBy('report.checked_at', 'DESC')
      .limit(1)
      .getOne();
  }

  /** What was set, or what holds at first. */
  async settings(datasetId: string): Promise<MonitoringSettings> {
    const [found] = await this.dataSource.query<MonitoringSettings[]>(
      `select every_hours as "everyHours", retrain, promote_when_better as "promoteWhenBetter"
       from monitoring_settings where dataset_id = $1`,
      [datasetId],
    );
    return found ?? FIRST_SETTINGS;
  }

  /** Changes what is given, whatever others change at the same time. Returns what holds then. */
  async set(
    manager: EntityManager,
    datasetId: string,
    given: Partial<MonitoringSettings>,
  ): Promise<MonitoringSettings> {
    const { everyHours = null, retrain = null, promoteWhenBetter = null } = given;
    const { everyHours: hours, retrain: policy, promoteWhenBetter: promotes } = FIRST_SETTINGS;
    const [set] = await manager.query<[MonitoringSettings]>(
      `insert into monitoring_settings as s (dataset_id, every_hours, retrain, promote_when_better)
       values ($1, coalesce($2::int, $5), coalesce($3::text, $6), coalesce($4::boolean, $7))
       on conflict (dataset_id) do update set every_hours = coalesce($2, s.every_hours),
         retrain = coalesce($3, s.retrain), promote_when_better = coalesce($4, s.promote_when_better)
       returning every_hours as "everyHours", retrain, promote_when_better as "promoteWhenBetter"`,
      [datasetId, everyHours, retrain, promoteWhenBetter, hours, policy, promotes],
    );
    return set;
  }

  /** Notes that outcomes of a dataset have come, unless it was deleted meanwhile. */
  async noteOutcomes(datasetId: string, now: Date): Promise<void> {
    await this.dataSource.query(
      `insert into monitoring_news (dataset_id, outcomes_at)
       select dataset_id, $2 from champions where dataset_id = $1
       on conflict (dataset_id) do update set outcomes_at = greatest(monitoring_news.outcomes_at, excluded.outcomes_at)`,
      [datasetId, now],
    );
  }

  /**
   * Datasets with a champion whose last check is as long ago as was set, with the revision that it was of, and whether outcomes
   * have come since.
   */
  due(now: Date): Promise<{ datasetId: string; revision: string | null; hasOutcomes: boolean }[]> {
    return this.dataSource.query(
      `select c.dataset_id as "datasetId", r.revision, coalesce(n.outcomes_at > r.checked_at, false) as "hasOutcomes"
       from champions c
       left join monitoring_settings s on s.dataset_id = c.dataset_id
       left join monitoring_news n on n.dataset_id = c.dataset_id
       left join lateral (
         select checked_at, revision from monitoring_reports m
         where m.dataset_id = c.dataset_id and m.churn_model_id = c.churn_model_id order by checked_at desc limit 1
       ) r on true
       where r.checked_at is null or r.checked_at <= $1::timestamptz - make_interval(hours => coalesce(s.every_hours, $2))`,
      [now, FIRST_SETTINGS.everyHours],
    );
  }
}
