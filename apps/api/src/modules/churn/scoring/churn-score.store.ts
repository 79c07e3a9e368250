import type { DataSource, EntityManager } from 'typeorm';
import { copyInto } from '../../../platform/database/copy-into.js';
import { prepared } from '../../../platform/database/prepared.js';
import { boundedNumberSql } from '../../../platform/value-bounds.js';
import type { ResultSink, ScoreBatch } from '../../engine/index.js';
import type { AssumptionsStore } from '../assumptions/assumptions.store.js';
import { leftCondition } from '../definition/left-condition.js';
import type { WhatHappened } from '../definition/target-event.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import { levelsFor, riskBandOf } from './risk-band.js';

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
  readonly rawOutput: number;
  /** Whether they have left already, as the model defines it; null if that is not known. */
  readonly left: boolean | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A customer, identified by its row in a dataset. */
export interface CustomerKey {
  readonly datasetId: string;
  readonly row: number;
}

/** A customer whose attributes may have been read before. */
export interface KnownCustomer extends CustomerKey {
  readonly attributes?: StoredScore['attributes'];
}

/** One score's parts: the model's columns and their contributions, and what it predicts. */
export interface ScoreParts {
  readonly features: readonly string[];
  readonly values: readonly number[];
  readonly target: WhatHappened;
  readonly moneyColumn: string | null;
}

const scores = (attributes: string, join: string) =>
  prepared(
    `select k.dataset_id as "datasetId", k.row as "row", m.id as "churnModelId", ${attributes} as attributes,
       s.base_value as "baseValue", s.raw_output as "rawOutput", s.probability,
       s.risk_band as "riskBand", s.expected_loss as "expectedLoss", s.scored_at as "scoredAt", s.has_left as "left"
     from unnest($1::uuid[], $2::int[]) as k (dataset_id, "row")
     join churn_models m on m.dataset_id = k.dataset_id and m.stage = 'CHAMPION'
     join churn_scores s on s.churn_model_id = m.id and s.row = k.row ${join}`,
  );
const SCORES = scores('null', '');
const SCORES_WITH_ATTRIBUTES = scores(
  'c.attributes',
  'join current_customers c on c.dataset_id = k.dataset_id and c.row = k.row',
);

const CONTRIBUTIONS = prepared(
  `select t.churn_model_id as "churnModelId", t.row as "row", t.values as "values", m.features, m.target,
          m.monetary_column as "moneyColumn"
   from unnest($1::uuid[], $2::int[]) as k (churn_model_id, "row")
   join churn_contributions t on t.churn_model_id = k.churn_model_id and t.row = k.row
   join churn_models m on m.id = t.churn_model_id`,
);

/** A newly computed score of one customer as of a revision. */
export interface FreshScore {
  readonly row: number;
  readonly revision: string;
  readonly baseValue: number;
  readonly probability: number;
  readonly rawOutput: number;
  readonly contributions: Float64Array;
}

/** What else is kept beside a customer's score. */
interface ScoredFacts {
  readonly row: number;
  readonly worth: number | null;
  readonly left: boolean | null;
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
  'has_left',
];
const SCORE_TABLES = ['churn_contributions', 'churn_scores'];
const CONTRIBUTION_COLUMNS = ['churn_model_id', 'row', 'values'];

/** Stores scores and contributions of customers. The only user of their tables. */
export class ChurnScoreStore {
  constructor(
    readonly dataSource: DataSource,
    readonly assumptions: AssumptionsStore,
  ) {}

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
      // At once, on two connections; whatever fails, nothing is written any more when this has ended.
      const { manager } = this.dataSource;
      const written = await Promise.allSettled([
        this.#writeScores(manager, model, scores, scoredAt),
        this.#writeContributions(manager, model, scores),
      ]);
      for (const part of written) if (part.status === 'rejected') throw part.reason;
    };
  }

  /**
   * Replaces a model's earlier scores of the same customers, in a transaction that has locked the dataset. Customers
   * that changed after their score was computed are left out, and those whom somebody else has scored meanwhile: their
   * history would hold the same score twice.
   */
  async replace(
    manager: EntityManager,
    model: ChurnModel,
    scores: readonly FreshScore[],
    scoredAt: Date,
  ): Promise<void> {
    const unchanged: { row: number }[] = await manager.query(
      `select c.row from unnest($2::int[], $3::bigint[]) as fresh(row, revision)
       join current_customers c on c.dataset_id = $1 and c.row = fresh.row and c.revision = fresh.revision
       left join churn_scores s on s.churn_model_id = $4 and s.row = c.row
       where s.row is null or s.revision < c.revision`,
      [model.datasetId, scores.map(({ row }) => row), scores.map(({ revision }) => revision), model.id],
    );
    const rows = unchanged.map(({ row }) => row);
    for (const table of SCORE_TABLES) {
      await manager.query(`delete from ${table} t where t.churn_model_id = $1 and t.row = any($2)`, [
        model.id,
        rows,
      ]);
    }
    const asked = new Set(rows);
    const kept = scores.filter(({ row }) => asked.has(row));
    await this.#writeScores(manager, model, kept, scoredAt);
    await this.#writeContributions(manager, model, kept);
    await this.remember(manager, model.id, rows);
  }

  /** Puts the scores of a dataset's models into the bands that hold now, in a transaction that has locked the dataset. */
  async moveBetweenBands(manager: EntityManager, datasetId: string): Promise<void> {
    const { mediumFrom, highFrom } = await this.assumptions.read(datasetId, manager);
    const band = `case when s.probability >= m.high then 'HIGH' when s.probability < m.medium then 'LOW' else 'MEDIUM' end`;
    await manager.query(
      `with models as (
         select id, coalesce($3::float8, high_from) as high, least(coalesce($2::float8, medium_from), coalesce($3, high_from)) as medium
         from churn_models where dataset_id = $1 and status = 'COMPLETED' and high_from is not null
       )
       update churn_scores s set risk_band = ${band} from models m
       where s.churn_model_id = m.id and s.risk_band <> ${band}`,
      [datasetId, mediumFrom, highFrom],
    );
  }

  /**
   * Tells expected losses by what customers are worth now: of these rows, or of all if rows is null, in a transaction that has locked the
   * dataset.
   */
  async revalue(manager: EntityManager, datasetId: string, rows: readonly number[] | null): Promise<void> {
    await manager.query(
      `with told as (
         select m.id, c.row, ${worthSql('m.monetary_column')} as worth
         from churn_models m join current_customers c on c.dataset_id = m.dataset_id ${VALUES}
         where m.dataset_id = $1 and ($2::int[] is null or c.row = any($2))
       )
       update churn_scores s set expected_loss = s.probability * t.worth from told t
       where s.churn_model_id = t.id and s.row = t.row and s.expected_loss is distinct from s.probability * t.worth`,
      [datasetId, rows],
    );
  }

  /** Whether purchases say what the customers of a dataset are worth. */
  async isValued(manager: EntityManager, datasetId: string): Promise<boolean> {
    const found: unknown[] = await manager.query('select from valued_datasets where dataset_id = $1', [
      datasetId,
    ]);
    return found.length > 0;
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

  async #writeScores(
    manager: EntityManager,
    model: ChurnModel,
    scores: readonly FreshScore[],
    scoredAt: Date,
  ): Promise<void> {
    if (scores.length === 0) return;
    const levels = levelsFor(model, await this.assumptions.read(model.datasetId, manager));
    const facts = await this.#factsOf(manager, model, scores);
    await copyInto(
      manager,
      'churn_scores',
      SCORE_COLUMNS,
      scores.map(({ row, baseValue, probability, rawOutput, revision }) => {
        const { worth = null, left = null } = facts.get(row) ?? {};
        const loss = worth === null ? null : probability * worth;
        const band = riskBandOf(probability, levels);
        return [model.id, row, probability, rawOutput, baseValue, band, loss, scoredAt, revision, left];
      }),
    );
  }

  async #writeContributions(
    manager: EntityManager,
    model: ChurnModel,
    scores: readonly FreshScore[],
  ): Promise<void> {
    if (scores.length === 0) return;
    await copyInto(
      manager,
      'churn_contributions',
      CONTRIBUTION_COLUMNS,
      scores.map(({ row, contributions }) => [model.id, row, contributions]),
    );
  }

  /**
   * Scores by the champions of the customers' datasets, in no particular order; customers without one are left out. Attributes that
   * are known are not read again: they are most of a row.
   */
  async ofCustomers(keys: readonly KnownCustomer[]): Promise<StoredScore[]> {
    const [told, untold] = [true, false].map((is) =>
      keys.filter((key) => (key.attributes !== undefined) === is),
    );
    const ask = (text: string, asked: readonly KnownCustomer[]): Promise<StoredScore[]> | [] =>
      asked.length === 0
        ? []
        : this.dataSource.query(text, [asked.map(({ datasetId }) => datasetId), asked.map(({ row }) => row)]);
    const found = (await Promise.all([ask(SCORES, told!), ask(SCORES_WITH_ATTRIBUTES, untold!)])).flat();
    const known = new Map(told!.map((key) => [`${key.datasetId}:${key.row}`, key.attributes]));
    return found.map((score) => ({
      ...score,
      attributes: known.get(`${score.datasetId}:${score.row}`) ?? score.attributes,
    }));
  }

  /** Contributions to some scores, with the model's columns in order and what it predicts. */
  async contributionsTo(
    keys: readonly { readonly churnModelId: string; readonly row: number }[],
  ): Promise<(ScoreParts & { churnModelId: string; row: number })[]> {
    return this.dataSource.query(CONTRIBUTIONS, [
      keys.map(({ churnModelId }) => churnModelId),
      keys.map(({ row }) => row),
    ]);
  }

  /** Marks the scores of customers without a value in one of these columns as out of date. */
  async outdate({ id, datasetId }: ChurnModel, columns: readonly string[]): Promise<void> {
    if (columns.length === 0) return;
    await this.dataSource.query(
      `update churn_scores s set revision = -1 from current_customers c
       where s.churn_model_id = $1 and c.dataset_id = $2 and c.row = s.row
         and exists (select from unnest($3::text[]) as name where attribute_text(c.cells, c.names, name) is null)`,
      [id, datasetId, columns],
    );
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

  /**
   * A model's current scores of those among these customers who have not changed after revision `until`, and whether they
   * have changed after `since`.
   */
  scoresBetween(
    { id, datasetId }: ChurnModel,
    rows: Int32Array,
    { since, until }: { readonly since: string; readonly until: string },
  ): Promise<{ row: number; probability: number; changed: boolean }[]> {
    return this.dataSource.query(
      `select s.row as "row", s.probability, c.revision > $4::bigint as changed
       from churn_scores s join current_customers c on c.dataset_id = $2 and c.row = s.row
       where s.churn_model_id = $1 and s.row = any($3::int[]) and c.revision <= $5::bigint`,
      [id, datasetId, [...rows], since, until],
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

  /**
   * Deletes the champion's scores of earlier attributes: of the customers with these rows, or of all if rows is null, in a
   * transaction that has locked the dataset.
   */
  async removeStale(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[] | null,
  ): Promise<void> {
    await manager.query(
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

  async #factsOf(
    manager: EntityManager,
    model: ChurnModel,
    scores: readonly FreshScore[],
  ): Promise<Map<number, ScoredFacts>> {
    const values: unknown[] = [model.datasetId, scores.map(({ row }) => row), model.monetaryColumn];
    const left = leftCondition(model.target, (value) => `$${values.push(value)}`);
    const found: ScoredFacts[] = await manager.query(
      `select c.row, ${worthSql('$3::text')} as worth, ${left} as "left"
       from current_customers c ${VALUES} where c.dataset_id = $1 and c.row = any($2)`,
      values,
    );
    return new Map(found.map((facts) => [facts.row, facts]));
  }
}

const VALUES = 'left join valued_customers v on v.dataset_id = c.dataset_id and v.row = c.row';

/** SQL for what a customer is worth: what purchases let expect where the dataset has them, else the value of a column; of c and `VALUES`. */
function worthSql(column: string): string {
  return `case when exists (select from valued_datasets d where d.dataset_id = c.dataset_id) then ${boundedNumberSql('v.expected')}
    else ${boundedNumberSql(`attribute_number(c.cells, c.names, ${column})`)} end`;
}
