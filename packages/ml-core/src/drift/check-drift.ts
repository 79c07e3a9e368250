import { InvalidParameterError } from '../errors.js';
import type { AucInterval } from '../metrics/ranking.js';
import { requireProbabilities } from '../metrics/score-runs.js';
import { hashKeys } from '../model-selection/hash-keys.js';
import { type FeatureColumn, requireTable, takeTableRows } from '../preprocessing/feature-table.js';
import { createRandom } from '../random.js';
import { showValue } from '../show-value.js';
import type { StopSignal } from '../types.js';
import {
  requireFunction,
  requireHooks,
  requireInstance,
  requireInteger,
  requireLength,
  requireNumber,
  requireObject,
  requireOptions,
} from '../validation.js';
import { type ColumnDrift, columnDrift, sameValues } from './column-drift.js';
import type { ColumnProfile } from './column-profile.js';
import { type ExpectedOfModel, expectQuality, type MonitoredModel } from './expect-quality.js';
import type { Estimate } from './expected-quality.js';
import type { Overlap } from './resampled-threshold.js';
import { type NamedRows, type ToldApart, tellApart } from './tell-apart.js';

/** What is compared. */
export interface CheckDriftOptions {
  /** Of the table that was learned from, see `profileTable`. */
  readonly profiles: readonly ColumnProfile[];
  /** What is left of that table; null if nothing is. */
  readonly past: NamedRows | null;
  readonly now: NamedRows;
  /** Left out: only the tables are compared. */
  readonly model?: MonitoredModel;
  /** How likely a column is said to have moved where none has. Default 0.01. */
  readonly significance?: number;
  /** Default 0. */
  readonly seed?: number;
  readonly signal?: StopSignal;
}

/** What has changed, and whether it matters. */
export interface DriftReport {
  /** In the order of the profiles; columns that are not there any more are left out. */
  readonly columns: readonly ColumnDrift[];
  /** Whether rows of now can be told from those of then, with its 95 % interval; null where no row is new or changed. */
  readonly apart: AucInterval | null;
  /** Null without a model, or with too few outcomes of then. */
  readonly quality: ExpectedOfModel | null;
  /** What has changed: how well rows are ranked, how many are expected (or said) to be positive, or what is at stake. */
  readonly alerts: readonly ('RANKING' | 'RATE' | 'MONEY')[];
  /** QUIET: nothing moved. WATCH: something moved. ALERT: it matters. */
  readonly state: 'QUIET' | 'WATCH' | 'ALERT';
}

/** The classifier and the estimates look at so many rows of each side, chosen by their numbers alone. */
const MOST_ROWS = 5000;
/** A side with fewer rows has nothing to tell it by. */
const LEAST_ROWS = 50;
/** A loss of AUC and a relative change of the rate from which on they matter, where they are beyond chance. */
const AUC_LOSS = 0.03;
const RATE_CHANGE = 0.2;

/**
 * Compares rows of now with those that a model learned from, and says whether the model is still what it was.
 *
 * Most rows of now usually are rows of then that have not changed. They cannot have moved: per column, the threshold comes
 * from draws in which only rows whose value is new or changed are drawn afresh (`resampledThreshold`), and no row can tell
 * itself from itself (`tellApart`). Whether it matters is judged by the model's expected figures (`expectedQuality`).
 * @throws ShapeError, InvalidParameterError, naming the argument or column
 */
export async function checkDrift(options: CheckDriftOptions): Promise<DriftReport> {
  const { profiles, past, now, model, significance = 0.01, seed = 0, signal } = requireOptions(options);
  requireInstance('profiles', profiles, Array);
  requireRows('now', now);
  if (past !== null) requireRows('past', past);
  requireNumber('significance', significance, 1e-9, 0.5);
  requireInteger('seed', seed, 0);
  requireHooks({ ...(signal !== undefined && { signal }) });
  if (model !== undefined) requireModel(model);

  const random = createRandom(seed);
  const present = profiles.flatMap((profile) => {
    const { name, kind, rows } = requireObject('profile', profile);
    requireInteger(`rows of the profile of ${showValue(name)}`, rows, 1);
    requireInstance(`counts of the profile of ${showValue(name)}`, profile.counts, Array);
    const column = now.table.columns.find((other) => other.name === name && other.kind === kind);
    return column === undefined ? [] : [{ profile, column }];
  });
  const pairs = pairRows(past, now);
  const columns = present.map(({ profile, column }) => {
    const overlap = overlapOf(profile, column, past, now, pairs);
    return columnDrift(profile, column, overlap, significance / present.length, random);
  });
  const sample = { past: past && sampleRows(past, seed), now: sampleRows(now, seed) };
  const changed = columns.some(({ statistic, threshold }) => statistic > 0 || threshold > 0);
  const apart = changed ? await apartOf(sample.past, sample.now, seed, signal) : null;
  const quality = model
    ? await expectQuality(sample, { profiles, columns, apart, seed, ...(signal && { signal }) }, model)
    : null;
  const alerts = alertsOf(quality);
  const moved = columns.some(({ drifted }) => drifted) || (apart !== null && apart.auc.low > 0.5);
  const state = alerts.length > 0 ? 'ALERT' : moved ? 'WATCH' : 'QUIET';
  return { columns, apart: apart?.auc ?? null, quality, alerts, state };
}

function alertsOf(quality: ExpectedOfModel | null): DriftReport['alerts'] {
  if (quality === null) return [];
  const { rocAucChange, rateChange, calibrationChange, money } = quality;
  const matters = ({ value, low, high }: Estimate) => (low > 0 || high < 0) && Math.abs(value) >= RATE_CHANGE;
  // The average probability alone may move by what chance made of the few rows of then that were alike: it matters where
  // outcomes of then say the same (the rate), or say that it is wrong.
  const moved = [rateChange, calibrationChange].some(matters);
  return [
    ...(rocAucChange.high < 0 && rocAucChange.value <= -AUC_LOSS ? (['RANKING'] as const) : []),
    ...(moved ? (['RATE'] as const) : []),
    ...(money !== null && matters(money.change) ? (['MONEY'] as const) : []),
  ];
}

/** Whether two samples of enough rows, of which some differ, can be told apart; null if there is nothing to tell by. */
async function apartOf(
  past: NamedRows | null,
  now: NamedRows,
  seed: number,
  signal?: StopSignal,
): Promise<ToldApart | null> {
  if (past === null || Math.min(past.rows.length, now.rows.length) < LEAST_ROWS) return null;
  const varies = past.table.columns.some((column) =>
    now.table.columns.some(({ name }) => name === column.name),
  );
  return varies ? tellApart(past, now, seed, signal) : null;
}

/** For each row of now, the place of the row with its number among those of then; −1 without one. */
function pairRows(past: NamedRows | null, now: NamedRows): Int32Array {
  const places = new Map(past === null ? [] : Array.from(past.rows, (row, i) => [row, i]));
  return now.rows.map((row) => places.get(row) ?? -1);
}

function overlapOf(
  { name, rows }: ColumnProfile,
  column: FeatureColumn,
  past: NamedRows | null,
  now: NamedRows,
  pairs: Int32Array,
): Overlap {
  const before = past?.table.columns.find((other) => other.name === name && other.kind === column.kind);
  let shared = 0;
  if (before !== undefined) {
    const same = sameValues(before, column);
    for (let j = 0; j < pairs.length; j++) if (pairs[j]! >= 0 && same(pairs[j]!, j)) shared++;
  }
  shared = Math.min(shared, rows);
  return { shared, onlyPast: rows - shared, onlyNow: now.rows.length - shared };
}

/** The rows with the smallest hashes: a row that both sides have is in both samples or in neither, as far as they agree. */
function sampleRows({ table, rows }: NamedRows, seed: number): NamedRows {
  if (rows.length <= MOST_ROWS) return { table, rows };
  const hashes = hashKeys(rows, seed);
  const places = Int32Array.from(rows.keys())
    .sort((i, j) => hashes[i]! - hashes[j]!)
    .slice(0, MOST_ROWS);
  return { table: takeTableRows(table, places), rows: Int32Array.from(places, (i) => rows[i]!) };
}

function requireRows(name: string, named: NamedRows): void {
  const { table, rows } = requireObject(name, named);
  requireTable(table);
  requireInstance(`${name}.rows`, rows, Int32Array);
  requireLength(`${name}.rows`, rows, `${name}.table`, table.rows);
  if (table.rows === 0) throw new InvalidParameterError(`${name}.table has 0 rows; it must have at least 1`);
}

function requireModel(model: MonitoredModel): void {
  const { columns, reference, current, money, score } = requireObject('model', model);
  if (money !== undefined && typeof money !== 'string') {
    throw new InvalidParameterError(`model.money is ${showValue(money)}; it must be a text`);
  }
  requireInstance('model.columns', columns, Array);
  requireInstance('model.current', current, Map);
  requireFunction('model.score', score);
  const { rows, probabilities, y } = requireObject('model.reference', reference);
  requireInstance('model.reference.rows', rows, Int32Array);
  requireInstance('model.reference.y', y, Uint8Array);
  requireProbabilities('model.reference.probabilities', probabilities);
  requireLength('model.reference.y', y, 'model.reference.rows', rows.length);
  requireLength('model.reference.probabilities', probabilities, 'model.reference.rows', rows.length);
}
