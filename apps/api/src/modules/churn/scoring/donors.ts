import { setImmediate } from 'node:timers/promises';
import {
  type ClassifierModel,
  createDonorPool,
  createMatrix,
  type DonorPool,
  encodeRecord,
  type Matrix,
  predictProba,
  takeRows,
} from '@holdfast/ml-core';
import type { DataSource } from 'typeorm';
import { outsideCalls } from '../../../platform/call/current-call.js';
import type { Clock } from '../../../platform/clock.js';
import { type Attributes, toFeatureRecord } from '../../feature-matrix/index.js';
import type { Champion } from './champion.js';

/** How many customers stand in for others. */
const DONORS = 2000;
/** Of how many they are taken evenly by their chances, so that as many are likely to leave as among all. */
const DRAWN = 8000;
/** How long they do before others are drawn: a dataset changes. */
const MAX_AGE_MS = 10 * 60_000;
/** Customers encoded before other requests get a turn. */
const TURN = 200;

type ScoredBy = Pick<Champion, 'model' | 'scoring'>;

interface KeptPool {
  readonly datasetId: string;
  readonly drawnAt: number;
  readonly pool: Promise<DonorPool>;
}

/** Customers of each champion's dataset who stand in for what is not known of others; encoded, and in memory alone. */
export class Donors {
  readonly #kept = new Map<string, KeptPool>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The donors for a champion's scores. */
  of(champion: ScoredBy): Promise<DonorPool> {
    const { id, datasetId } = champion.model;
    const now = this.clock.now().getTime();
    const kept = this.#kept.get(id);
    if (kept && now - kept.drawnAt < MAX_AGE_MS) return kept.pool;
    const pool = outsideCalls(() => this.#draw(champion));
    for (const [other, { drawnAt }] of this.#kept) if (now - drawnAt >= MAX_AGE_MS) this.#kept.delete(other);
    this.#kept.set(id, { datasetId, drawnAt: now, pool });
    pool.catch(() => this.#kept.delete(id));
    return pool;
  }

  /** Draws others for a dataset's champions next time: somebody was erased. */
  forget(datasetId: string): void {
    for (const [id, kept] of this.#kept) if (kept.datasetId === datasetId) this.#kept.delete(id);
  }

  async #draw({ model, scoring }: ScoredBy): Promise<DonorPool> {
    const customers = await this.#customers(model.datasetId);
    const { preprocessor, columns } = scoring;
    const X = createMatrix(customers.length, preprocessor.encodedNames.length);
    for (const [i, { attributes }] of customers.entries()) {
      if (i % TURN === TURN - 1) await setImmediate();
      X.data.set(encodeRecord(preprocessor, toFeatureRecord(scoring, attributes)).x, i * X.columns);
    }
    const donors = await evenlyByChance(scoring.classifier, X);
    const importance = new Map(model.featureImportances.map((column) => [column.feature, column.importance]));
    const relevance = columns.map(({ name }) => importance.get(name) ?? 0);
    return createDonorPool(donors, preprocessor.sourceIndex, relevance);
  }

  /** Customers from all over a dataset: those who follow evenly spaced row numbers. */
  #customers(datasetId: string): Promise<{ attributes: Attributes }[]> {
    return this.dataSource.query(
      `select distinct on (drawn.row) drawn.row, drawn.attributes
       from (select min(row) as least, max(row) as most from current_customers where dataset_id = $1) ends,
         generate_series(0, $2 - 1) as step,
         lateral (
           select c.row, c.attributes from current_customers c
           where c.dataset_id = $1 and c.row >= ends.least + (ends.most - ends.least + 1)::bigint * step / $2
           order by c.row limit 1
         ) drawn`,
      [datasetId, DRAWN],
    );
  }
}

/**
 * So many of the rows as donors there are to be, evenly by their chances. By chance alone 2,000 of whom a tenth leaves would
 * be off by 7 % of the rate, and with them every score of somebody of whom little is known.
 */
async function evenlyByChance(classifier: ClassifierModel, X: Matrix): Promise<Matrix> {
  if (X.rows <= DONORS) return X;
  const chances = new Float64Array(X.rows);
  for (let from = 0; from < X.rows; from += TURN) {
    await setImmediate();
    const rows = Int32Array.from({ length: Math.min(TURN, X.rows - from) }, (_, i) => from + i);
    chances.set(predictProba(classifier, takeRows(X, rows)), from);
  }
  const order = Int32Array.from(chances.keys()).sort((a, b) => chances[a]! - chances[b]! || a - b);
  const step = X.rows / DONORS;
  return takeRows(
    X,
    Int32Array.from({ length: DONORS }, (_, i) => order[Math.floor((i + 0.5) * step)]!),
  );
}
