import { takeTableRows } from '@holdfast/ml-core';
import { FOLDS } from './folds.js';
import type { JudgedRows } from './judged-rows.js';
import { sampleRows } from './sample-rows.js';

/** Rows, and which of their folds are held out: what candidates are compared on before more is spent on them. */
export interface Heat {
  readonly rows: Omit<JudgedRows, 'freshFolds'>;
  readonly hold: readonly number[];
  /** Whether these are some of many rows: what learns more from more of them is not judged by them. */
  readonly isSample: boolean;
}

/** The heats of a comparison, from the cheapest to that of all. */
export interface Heats {
  /** Some of many rows; none where there are few. */
  readonly sample: readonly Heat[];
  /** One fold, then two; none where these hold too few rows of an answer. */
  readonly first: readonly Heat[];
  /** Every fold. */
  readonly all: Heat;
  /** Those that settings are tried in: of many rows, two folds hold enough. */
  readonly settings: readonly Heat[];
}

const SAMPLE_ROWS = 8000;
/** Rows of the rarer answer that a heat holds out at least: of fewer, nothing can be told. */
const FEWEST = 25;

/** Plans the heats. The folds of a row are the same in all of them, so that fits of one heat serve the next. */
export function planHeats(rows: JudgedRows): Heats {
  const { table, y, keys, folds } = rows;
  const first = [[0], [0, 1]].map((hold): Heat => ({ rows, hold, isSample: false })).filter(holdsEnough);
  const all = { rows, hold: Array.from({ length: FOLDS }, (_, fold) => fold), isSample: false };
  if (y.length < 2 * SAMPLE_ROWS)
    return { sample: [], first, all, settings: first.length > 0 ? [...first, all] : [] };
  const taken = sampleRows(y, keys, SAMPLE_ROWS);
  const some = {
    table: takeTableRows(table, taken),
    y: Uint8Array.from(taken, (i) => y[i]!),
    keys: Int32Array.from(taken, (i) => keys[i]!),
    folds: Int32Array.from(taken, (i) => folds[i]!),
  };
  const sample = [{ rows: some, hold: [0, 1], isSample: true }].filter(holdsEnough);
  return { sample, first, all, settings: first };
}

/** The rows that a heat holds out, ascending. */
export function heldRows({ rows: { folds }, hold }: Heat): Int32Array {
  return Int32Array.from(folds.keys()).filter((i) => hold.includes(folds[i]!));
}

function holdsEnough(heat: Heat): boolean {
  const held = heldRows(heat);
  const positives = held.reduce((sum, i) => sum + heat.rows.y[i]!, 0);
  return Math.min(positives, held.length - positives) >= FEWEST;
}
