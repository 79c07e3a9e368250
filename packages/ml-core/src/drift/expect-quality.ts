import { DegenerateDataError } from '../errors.js';
import { type FeatureTable, takeTableRows } from '../preprocessing/feature-table.js';
import { createRandom } from '../random.js';
import type { StopSignal } from '../types.js';
import type { ColumnDrift } from './column-drift.js';
import type { ColumnProfile } from './column-profile.js';
import { type ExpectedQuality, expectedQuality } from './expected-quality.js';
import { type MoneyAtRisk, moneyAtRisk, valuesAt } from './money-at-risk.js';
import { namedAsPlanted, plantDefects } from './plant-defects.js';
import { type NamedRows, type ToldApart, tellApart } from './tell-apart.js';

/** A model and what it said of the rows of then and of now. */
export interface MonitoredModel {
  /** The names of the columns that it sees. */
  readonly columns: readonly string[];
  /** Its predictions for rows that it learned from, by parts of it that had not seen them, and what happened to those. */
  readonly reference: {
    readonly rows: Int32Array;
    readonly probabilities: Float64Array;
    readonly y: Uint8Array;
  };
  /** Its calibrated probability by the number of a row of now; a row without one does not count. */
  readonly current: ReadonlyMap<number, number>;
  /** The column with what rows are worth, which need not be one that it sees. Left out: money is not looked at. */
  readonly money?: string;
  /** Its calibrated probabilities for the rows of a table. */
  readonly score: (table: FeatureTable) => Float64Array;
}

/** What is known of the change when its effect is estimated. */
export interface KnownChange {
  readonly profiles: readonly ColumnProfile[];
  readonly columns: readonly ColumnDrift[];
  readonly apart: ToldApart | null;
  readonly seed: number;
  readonly signal?: StopSignal;
}

/** How good a model is expected to be, and what is at stake by it. */
export interface ExpectedOfModel extends ExpectedQuality {
  /** Null without values, or where too few rows of then are left. */
  readonly money: MoneyAtRisk | null;
}

/** With fewer outcomes of either kind there is no calibration to speak of. */
const LEAST_CLASS = 20;
/** Where fewer rows of then are left than this share of those with an outcome, the outcomes count without their attributes. */
const LEAST_LEFT = 0.5;

/**
 * Prepares what `expectedQuality` needs. Defects of columns that the model sees (blanks, a unit, unseen levels) are planted
 * in the rows of then, where the outcome is known, and the model scores those again; what else has moved in those columns
 * is taken into account by weights. Null with too few outcomes of either kind, or of rows.
 */
export async function expectQuality(
  { past, now }: { readonly past: NamedRows | null; readonly now: NamedRows },
  { profiles, columns, apart, seed, signal }: KnownChange,
  { columns: used, reference, current, money, score }: MonitoredModel,
): Promise<ExpectedOfModel | null> {
  const scored = Int32Array.from(now.rows.keys()).filter((i) => current.has(now.rows[i]!));
  const p = Float64Array.from(scored, (i) => current.get(now.rows[i]!)!);
  const placeOf = new Map(Array.from(reference.rows, (row, i) => [row, i]));
  const left = past === null ? [] : [...past.rows.keys()].filter((i) => placeOf.has(past.rows[i]!));
  const enough =
    past !== null && left.length >= LEAST_LEFT * Math.min(reference.rows.length, past.rows.length);
  const places = enough ? left.map((i) => placeOf.get(past.rows[i]!)!) : [...reference.rows.keys()];
  const y = Uint8Array.from(places, (i) => reference.y[i]!);
  const positives = y.reduce((sum, label) => sum + label, 0);
  if (Math.min(positives, y.length - positives, p.length) < LEAST_CLASS) return null;

  const before = Float64Array.from(places, (i) => reference.probabilities[i]!);
  let weights = new Float64Array(y.length).fill(1);
  let probabilities = before;
  if (enough) {
    const defective = columns.filter(({ column, defects }) => defects.length > 0 && used.includes(column));
    let planted = past.table;
    if (defective.length > 0) {
      const random = createRandom(seed, 1);
      planted = plantDefects(past.table, profiles, defective, random);
      const rows = Int32Array.from(left);
      const sound = score(takeTableRows(past.table, rows));
      const broken = score(takeTableRows(planted, rows));
      probabilities = before.map((value, i) => withDefect(value, sound[i]!, broken[i]!));
    }
    const unseen = past.table.columns.some(({ name }) => !used.includes(name));
    // Where all columns together tell nothing, fewer are not asked.
    const again = defective.length > 0 || (unseen && apart !== null && apart.auc.low > 0.5);
    const told = used.filter((name) => !defective.some((own) => own.column === name && hasOtherUnit(own)));
    const change = again
      ? await tellApartBy(
          told,
          { table: planted, rows: past.rows },
          { table: namedAsPlanted(now.table, defective, past.table), rows: now.rows },
          { seed, ...(signal && { signal }) },
        )
      : apart;
    if (change !== null && change.auc.low > 0.5) {
      weights = Float64Array.from(left, (i) => change.weights[i]!);
    }
  }
  const rowAt = new Map(places.map((place, i) => [reference.rows[place]!, i]));
  const pairs = Int32Array.from(scored, (i, at) => {
    const pair = rowAt.get(now.rows[i]!) ?? -1;
    return pair >= 0 && before[pair] === p[at] ? pair : -1;
  });
  const input = { past: probabilities, before, y, weights, now: p, pairs };
  const { quality, doubt } = expectedQuality(input, createRandom(seed, 2));
  return {
    ...quality,
    money:
      enough && money !== undefined
        ? stakes(valuesAt(past.table, money, left), valuesAt(now.table, money, scored))
        : null,
  };

  function stakes(worth: Float64Array | null, worthNow: Float64Array | null): MoneyAtRisk | null {
    if (worth === null || worthNow === null) return null;
    const atRisk = worth.map((value, i) => value * before[i]!);
    const atRiskNow = worthNow.map((value, i) => value * p[i]!);
    const same = pairs.map((pair, i) => (pair >= 0 && worth[pair] === worthNow[i] ? pair : -1));
    return moneyAtRisk({ past: atRisk, now: atRiskNow, pairs: same, doubt }, createRandom(seed, 3));
  }
}

/**
 * Tells rows apart by some columns: those that the model sees, as its figures depend on no other. One that has changed
 * altogether would leave the few rows of then that happen to look alike to stand for all of now. Null where no column
 * varies, so that there is nothing to tell by.
 */
async function tellApartBy(
  names: readonly string[],
  past: NamedRows,
  now: NamedRows,
  { seed, signal }: Pick<KnownChange, 'seed' | 'signal'>,
): Promise<ToldApart | null> {
  const by = ({ table, rows }: NamedRows) => {
    return { table: { ...table, columns: table.columns.filter(({ name }) => names.includes(name)) }, rows };
  };
  const seen = by(past);
  if (seen.table.columns.length === 0) return null;
  try {
    return await tellApart(seen, by(now), seed, signal);
  } catch (error) {
    if (error instanceof DegenerateDataError) return null;
    throw error;
  }
}

/** The factor is known as well as two medians are; by what it leaves, every row could be told. */
const hasOtherUnit = ({ defects }: ColumnDrift) => defects.some(({ kind }) => kind === 'unit');

/** Beyond these odds a model is out of its depth, and says the same of nearly everybody. */
const FAR = 6;
const SOFT = 1e-12;

/**
 * What a model that had not seen a row would say of it with a defect, from what it says without one, and by how much the
 * defect moves the model of all rows. Where that is out of its depth its own word counts: the two differ by what it has
 * learned from the row by heart, which there would order the rows by the contrary of their outcomes.
 */
function withDefect(unseen: number, sound: number, broken: number): number {
  if (broken === sound) return unseen;
  return Math.abs(odds(broken)) > FAR ? broken : logistic(odds(unseen) + odds(broken) - odds(sound));
}

const odds = (p: number) => Math.log((p + SOFT) / (1 - p + SOFT));
const logistic = (x: number) => 1 / (1 + Math.exp(-x));
