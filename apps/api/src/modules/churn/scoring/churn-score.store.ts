import type { DataSource, EntityManager } from 'typeorm';
import { copyInto } from '../../../platform/database/copy-into.js';
import { boundedNumberSql } from '../../../platform/value-bounds.js';
import type { ResultSink, ScoreBatch } from '../../engine/index.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import { type RiskLevels, riskBandOf } from './risk-band.js';

/** A stored score of one customer by one model. */
export interface StoredScore {
  readonly datasetId: string;
  readonly row: number;
  readonly churnModelId: string;
  readonly probability: number;
  readonly riskBand: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly expectedLoss: number | null;
  readonly scoredAt: Date;
  readonly baseValue: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A customer, identified by its row in a dataset. */
export interface CustomerKey {
  readonly datasetId: string;
  readonly row: number;
}

/** A newly computed score of one customer as of a revision. */
export interface FreshScore {
  readonly row: number;
  readonly revision: string;
  readonly baseValue: number;
  readonly probability: number;
  readonly rawOutput: number;
  readonly contributions: Float64Array;
}

/** The figures of all customers together, as the champion sees them. */
export interface ScoreTotals {
  readonly customers: number;
  readonly expectedChurners: number;
  /** Sum of p · (1 − p): the variance of the number of leavers from chance alone. */
  readonly variance: number;
  readonly highRiskCount: number;
  readonly expectedLoss: number | null;
}

const SCORE_COLUMNS = [
  'churn_model_id',
  'row',
  'probability',
  'raw_output',
  'base_value',
  'risk_band',
  'expected_loss',
  'scored_at',
  'revision',
];
const SCORE_TABLES = ['churn_contributions', 'churn_scores'];
const CONTRIBUTION_COLUMNS = ['churn_model_id', 'row', 'values'];

/** Stores scores and contributions of customers. The only user of their tables. */
export class ChurnScoreStore {
  constructor(readonly dataSource: DataSource) {}

  /** A sink for the batches that the engine computes from a snapshot of this revision; writes them by COPY. */
  writerFor(model: ChurnModel, revision: string, scoredAt: Date): ResultSink<ScoreBatch> {
    const width = model.features.length;
    return async ({ rows, baseValue, probability, rawOutput, contributions }) => {
      const scores = Array.from(rows, (row, i) => ({
        row,
        revision,
        baseValue: baseValue[i]!,
        probability: probability[i]!,
        rawOutput: rawOutput[i]!,
        contributions: contributions.subarray(i * width, (i + 1) * width),
      }));
      await this.#write(this.dataSource.manager, model, scores, scoredAt);
    };
  }

  /**
   * Replaces a model's earlier scores of the same customers, in a transaction that has locked the dataset. Customers
   * that changed after their score was computed are left out.
   */
  async replace(
    manager: EntityManager,
    model: ChurnModel,
    scores: readonly FreshScore[],
    scoredAt: Date,
  ): Promise<void> {
    const unchanged: { row: number }[] = await manager.query(
      `select c.row from unnest($2::int[], $3::bigint[]) as s(row, revision)
       join current_customers c on c.dataset_id = $1 and c.row = s.row and c.revision = s.revision`,
      [model.datasetId, scores.map(({ row }) => row), scores.map(({ revision }) => revision)],
    );
    const rows = unchanged.map(({ row }) => row);
    for (const table of SCORE_TABLES) {
      await manager.query(`delete from ${table} t where t.churn_model_id = $1 and t.row = any($2)`, [
        model.id,
        rows,
      ]);
    }
    const kept = new Set(rows);
    await this.#write(
      manager,
      model,
      scores.filter(({ row }) => kept.has(row)),
      scoredAt,
    );
    await this.remember(manager, model.id, rows);
  }

  /** Adds the champion's current scores to the history, for all customers if rows is null. Other models are not served. */
  async remember(
    manager: EntityManager,
    churnModelId: string,
    rows: readonly number[] | null,
  ): Promise<void> {
    await manager.query(
      `insert into churn_score_history
         (dataset_id, row, scored_at, churn_model_id, model_version, probability, risk_band)
       select m.dataset_id, s.row, s.scored_at, m.id, m.version, s.probability, s.risk_band
       from churn_models m join churn_scores s on s.churn_model_id = m.id
       where m.id = $1 and m.stage = 'CHAMPION' and ($2::int[] is null or s.row = any($2))
       on conflict do nothing`,
      [churnModelId, rows],
    );
  }

  async #write(
    manager: EntityManager,
    model: ChurnModel,
    scores: readonly FreshScore[],
    scoredAt: Date,
  ): Promise<void> {
    if (scores.length === 0) return;
    const levels = levelsOf(model);
    const worth = await this.#worthOf(manager, model, scores);
    await copyInto(
      manager,
      'churn_scores',
      SCORE_COLUMNS,
      scores.map(({ row, baseValue, probability, rawOutput, revision }) => {
        const value = worth.get(row) ?? null;
        const loss = value === null ? null : probability * value;
        const band = riskBandOf(probability, levels);
        return [model.id, row, probability, rawOutput, baseValue, band, loss, scoredAt, revision];
      }),
    );
    await copyInto(
      manager,
      'churn_contributions',
      CONTRIBUTION_COLUMNS,
      scores.map(({ row, contributions }) => [model.id, row, contributions]),
    );
  }

  /** Scores by the champions of the customers' datasets, in no particular order; customers without one are left out. */
  async ofCustomers(keys: readonly CustomerKey[]): Promise<StoredScore[]> {
    return this.dataSource.query(
      `select c.dataset_id as "datasetId", c.row as "row", c.attributes, m.id as "churnModelId",
              s.base_value as "baseValue", s.probability, s.risk_band as "riskBand",
              s.expected_loss as "expectedLoss", s.scored_at as "scoredAt"
       from unnest($1::uuid[], $2::int[]) as k (dataset_id, "row")
       join current_customers c on c.dataset_id = k.dataset_id and c.row = k.row
       join churn_models m on m.dataset_id = k.dataset_id and m.stage = 'CHAMPION'
       join churn_scores s on s.churn_model_id = m.id and s.row = k.row`,
      [keys.map(({ datasetId }) => datasetId), keys.map(({ row }) => row)],
    );
  }

  /** Contributions to some scores, with the model's columns in order. */
  async contributionsTo(
    keys: readonly { readonly churnModelId: string; readonly row: number }[],
  ): Promise<{ churnModelId: string; row: number; features: string[]; values: number[] }[]> {
    return this.dataSource.query(
      `select t.churn_model_id as "churnModelId", t.row as "row", t.values as "values", m.features
       from unnest($1::uuid[], $2::int[]) as k (churn_model_id, "row")
       join churn_contributions t on t.churn_model_id = k.churn_model_id and t.row = k.row
       join churn_models m on m.id = t.churn_model_id`,
      [keys.map(({ churnModelId }) => churnModelId), keys.map(({ row }) => row)],
    );
  }

  /** Sums all scores of a model. */
  async totals(churnModelId: string): Promise<ScoreTotals> {
    const [totals] = await this.dataSource.query<ScoreTotals[]>(
      `select count(*)::int as "customers", coalesce(sum(probability), 0) as "expectedChurners",
              coalesce(sum(probability * (1 - probability)), 0) as "variance",
              count(*) filter (where risk_band = 'HIGH')::int as "highRiskCount",
              sum(expected_loss) as "expectedLoss"
       from churn_scores where churn_model_id = $1`,
      [churnModelId],
    );
    return totals!;
  }

  /** Customers after the row `after` that changed since a model scored them, ascending. */
  async stale(
    { id, datasetId }: ChurnModel,
    { rows, after, limit }: { rows: readonly number[] | null; after: number; limit: number },
  ): Promise<{ row: number; revision: string; attributes: Readonly<Record<string, unknown>> }[]> {
    // Two statements: a plan that serves both would read every customer for the one that changed.
    const those = rows === null ? '' : 'and c.row = any($5::int[])';
    return this.dataSource.query(
      `select c.row as "row", c.revision, c.attributes from current_customers c
       left join churn_scores s on s.churn_model_id = $1 and s.row = c.row
       where c.dataset_id = $2 and c.row > $3 ${those} and (s.row is null or s.revision < c.revision)
       order by c.row limit $4`,
      [id, datasetId, after, limit, ...(rows === null ? [] : [rows])],
    );
  }

  /** Deletes all current and past scores of customers, in the caller's transaction. Returns how many scores there were. */
  async remove(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[],
  ): Promise<Record<string, number>> {
    const counts: number[] = [];
    for (const table of SCORE_TABLES) {
      const [, deleted] = await manager.query(
        `delete from ${table} t using churn_models m
         where t.churn_model_id = m.id and m.dataset_id = $1 and t.row = any($2)`,
        [datasetId, rows],
      );
      counts.push(deleted);
    }
    await manager.query('delete from churn_score_history where dataset_id = $1 and row = any($2)', [
      datasetId,
      rows,
    ]);
    return { churnScores: counts[1]! };
  }

  /** Deletes the champion's scores of earlier attributes: of the customers with these rows, or of all if rows is null. */
  async removeStale(datasetId: string, rows: readonly number[] | null): Promise<void> {
    await this.dataSource.query(
      `with stale as (
         delete from churn_scores s using churn_models m, current_customers c
         where m.dataset_id = $1 and m.stage = 'CHAMPION' and s.churn_model_id = m.id
           and c.dataset_id = $1 and c.row = s.row and c.revision > s.revision
           and ($2::int[] is null or s.row = any($2))
         returning s.churn_model_id, s.row
       )
       delete from churn_contributions t using stale
       where t.churn_model_id = stale.churn_model_id and t.row = stale.row`,
      [datasetId, rows],
    );
  }

  /** Deletes a model's scores of customers that were removed while it was scoring. */
  async removeGone(manager: EntityManager, churnModelId: string): Promise<void> {
    for (const table of SCORE_TABLES) {
      await manager.query(
        `delete from ${table} t using churn_models m where m.id = $1 and t.churn_model_id = m.id
           and not exists (select from current_customers c where c.dataset_id = m.dataset_id and c.row = t.row)`,
        [churnModelId],
      );
    }
  }

  async #worthOf(
    manager: EntityManager,
    model: ChurnModel,
    scores: readonly FreshScore[],
  ): Promise<Map<number, number | null>> {
    if (model.monetaryColumn === null) return new Map();
    const found: { row: number; worth: number | null }[] = await manager.query(
      `select c.row, ${boundedNumberSql('(c.attributes ->> $3)::float8')} as worth from current_customers c
       where c.dataset_id = $1 and c.row = any($2) and jsonb_typeof(c.attributes -> $3) = 'number'`,
      [model.datasetId, scores.map(({ row }) => row), model.monetaryColumn],
    );
    return new Map(found.map(({ row, worth }) => [row, worth]));
  }
}

/** The figures that divide a model's scores into risk bands. */
export function levelsOf({ metrics, churnRate }: Pick<ChurnModel, 'metrics' | 'churnRate'>): RiskLevels {
  return { decisionThreshold: metrics!.decisionThreshold, churnRate };
}
