import { createRandom } from '../random.js';
import { sampleRows } from '../sample-rows.js';
import type { Matrix } from '../types.js';

/** Where encoded columns may be split in two: at most nine points each, tenths of the rows. */
export interface Splits {
  /** Those of column j are `points[offsets[j] .. offsets[j + 1]]`, ascending; a value's bin is how many are at most it. */
  readonly offsets: Int32Array;
  readonly points: Float64Array;
}

const PARTS = 10;
const SAMPLE_ROWS = 32_768;
/** Fewest rows on either side of a split: of fewer nothing can be said. */
const LEAST_SHARE = 0.01;

/** Chooses where columns may be split. O(columns × sample × log sample). */
export function chooseSplits({ rows, columns, data }: Matrix): Splits {
  const drawn = sampleRows(rows, SAMPLE_ROWS, createRandom(0));
  const offsets = new Int32Array(columns + 1);
  const points: number[] = [];
  for (let j = 0; j < columns; j++) {
    const values = Float64Array.from(drawn, (row) => data[row * columns + j]!).sort();
    const least = LEAST_SHARE * values.length;
    for (let part = 1; part < PARTS; part++) {
      const point = splitAt(values, part / PARTS);
      const below = point === null ? 0 : values.findIndex((value) => value >= point);
      if (point === null || below < least || values.length - below < least) continue;
      if (points.length === offsets[j] || point > points.at(-1)!) points.push(point);
    }
    offsets[j + 1] = points.length;
  }
  return { offsets, points: Float64Array.from(points) };
}

/** The value at a share of the sorted rows; where that is the least of all, the next. Null if there is none. */
function splitAt(sorted: Float64Array, share: number): number | null {
  const value = sorted[Math.floor(share * sorted.length)]!;
  return value > sorted[0]! ? value : (sorted.find((other) => other > value) ?? null);
}

/** The bin of every value, row after row, counted on from the bins of the columns before: those of column j begin at offsets[j] + j. */
export function binRows({ rows, columns, data }: Matrix, { offsets, points }: Splits): Int32Array {
  const bins = new Int32Array(rows * columns);
  for (let at = 0; at < bins.length; at++) {
    const column = at % columns;
    let point = offsets[column]!;
    while (point < offsets[column + 1]! && data[at]! >= points[point]!) point++;
    bins[at] = point + column;
  }
  return bins;
}
