import { DegenerateDataError } from '../errors.js';
import { createRandom } from '../random.js';
import {
  requireInstance,
  requireInteger,
  requireLength,
  requireOptions,
  requireTarget,
} from '../validation.js';
import { MOST_FOLDS } from './require-folds.js';

/** How rows are assigned to folds. */
export interface StratifiedKFoldOptions {
  /** How many folds, 2..1000. Default 5. */
  folds?: number;
  /** Determines which rows share a fold. Default 0. */
  seed?: number;
  /** Rows with an equal number stay in one fold, see `duplicateGroups`. Default: every row by itself. */
  groups?: Int32Array;
}

/**
 * Assigns rows to folds so that each fold has the same share of positives, as far as groups allow: without groups the
 * counts of a class differ by at most 1 between folds. Large groups go first, each to the fold that most lacks what the
 * group brings. O(n · folds).
 *
 * @returns the fold of each row, 0..folds-1
 * @throws DegenerateDataError if a fold would lack one of the classes; ShapeError or InvalidParameterError, naming the
 * argument
 */
export function stratifiedKFold(y: Uint8Array, options: StratifiedKFoldOptions = {}): Int32Array {
  const { folds = 5, seed = 0, groups } = requireOptions(options);
  const positives = requireTarget(y);
  requireInteger('folds', folds, 2, MOST_FOLDS);
  if (groups !== undefined) {
    requireInstance('groups', groups, Int32Array);
    requireLength('groups', groups, 'y', y.length);
  }
  requireEnough(positives, 1, folds);
  requireEnough(y.length - positives, 0, folds);

  const units = dealingOrder(y, groups, seed);
  const counts = [new Float64Array(folds), new Float64Array(folds)] as const;
  const totals = [y.length - positives, positives] as const;
  const foldOfUnit = new Int32Array(units.count);
  for (const unit of units.order) {
    const zeros = units.rows[0][unit]!;
    const ones = units.rows[1][unit]!;
    let chosen = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let fold = 0; fold < folds; fold++) {
      // How much the squared unevenness of both classes grows; ties go to the smaller fold.
      const unevenness = (zeros * counts[0][fold]!) / totals[0] + (ones * counts[1][fold]!) / totals[1];
      const crowd = (counts[0][fold]! + counts[1][fold]!) / (y.length * y.length);
      if (unevenness + crowd < least) {
        least = unevenness + crowd;
        chosen = fold;
      }
    }
    foldOfUnit[unit] = chosen;
    counts[0][chosen]! += zeros;
    counts[1][chosen]! += ones;
  }
  for (const label of [0, 1] as const) {
    const without = counts[label].indexOf(0);
    if (without >= 0) {
      throw new DegenerateDataError(
        `fold ${without} of ${folds} would hold no row of class ${label}: its rows repeat one another in too few groups`,
      );
    }
  }
  return units.unitOfRow.map((unit) => foldOfUnit[unit]!);
}

/** Groups by size, largest first; those of one size in random order. */
function dealingOrder(y: Uint8Array, groups: Int32Array | undefined, seed: number) {
  const unitOfRow = new Int32Array(y.length);
  let count = 0;
  if (groups) {
    const unitOfGroup = new Map<number, number>();
    for (let i = 0; i < y.length; i++) {
      const unit = unitOfGroup.get(groups[i]!) ?? count++;
      unitOfGroup.set(groups[i]!, unit);
      unitOfRow[i] = unit;
    }
  } else {
    for (let i = 0; i < y.length; i++) unitOfRow[i] = i;
    count = y.length;
  }
  const rows = [new Int32Array(count), new Int32Array(count)] as const;
  for (let i = 0; i < y.length; i++) rows[y[i] as 0 | 1][unitOfRow[i]!]!++;

  const order = Int32Array.from({ length: count }, (_, unit) => unit);
  createRandom(seed).shuffle(order);
  // The sort is stable: equal groups keep their random order.
  if (groups) order.sort((a, b) => rows[0][b]! + rows[1][b]! - rows[0][a]! - rows[1][a]!);
  return { unitOfRow, count, rows, order };
}

function requireEnough(rows: number, label: number, folds: number): void {
  if (rows >= folds) return;
  throw new DegenerateDataError(
    `y holds the class ${label} ${rows} times; ${folds} folds need it ${folds} times`,
  );
}
