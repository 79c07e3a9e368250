import { DegenerateDataError } from '../errors.js';
import {
  requireInstance,
  requireInteger,
  requireLength,
  requireOptions,
  requireTarget,
} from '../validation.js';
import { hashKeys } from './hash-keys.js';
import { MOST_FOLDS } from './require-folds.js';

/** How rows are assigned to folds. */
export interface StratifiedKFoldOptions {
  /** How many folds, 2..1000. Default 5. */
  folds?: number;
  /** Determines which rows share a fold. Default 0. */
  seed?: number;
  /** Rows with an equal number stay in one fold, see `duplicateGroups`. Default: every row by itself. */
  groups?: Int32Array;
  /** A lasting name of each row, such as its number in the file. Default: its position among the rows given. */
  keys?: Int32Array;
}

/**
 * Assigns rows to folds so that each fold has the same share of positives, as far as groups allow: without groups the
 * counts of a class differ by at most 1 between folds. Large groups go first, each to the fold that most lacks what the
 * group brings. Which rows share a fold follows from keys and seed alone, not from the order of the rows, so that
 * whoever holds the same rows assigns them alike. O(n · (folds + log n)).
 *
 * @returns the fold of each row, 0..folds-1
 * @throws DegenerateDataError if a fold would lack one of the classes; ShapeError or InvalidParameterError, naming the
 * argument
 */
export function stratifiedKFold(y: Uint8Array, options: StratifiedKFoldOptions = {}): Int32Array {
  const { folds = 5, seed = 0, groups, keys } = requireOptions(options);
  const positives = requireTarget(y);
  requireInteger('folds', folds, 2, MOST_FOLDS);
  if (groups !== undefined) {
    requireInstance('groups', groups, Int32Array);
    requireLength('groups', groups, 'y', y.length);
  }
  if (keys !== undefined) {
    requireInstance('keys', keys, Int32Array);
    requireLength('keys', keys, 'y', y.length);
  }
  requireEnough(positives, 1, folds);
  requireEnough(y.length - positives, 0, folds);

  const units = dealingOrder(y, groups, keys ?? Int32Array.from(y.keys()), seed);
  const counts = [new Float64Array(folds), new Float64Array(folds)] as const;
  const totals = [y.length - positives, positives] as const;
  const foldOfUnit = new Int32Array(units.order.length);
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

/** Groups by size, largest first; groups of the same size in the order of their hashes. */
function dealingOrder(y: Uint8Array, groups: Int32Array | undefined, keys: Int32Array, seed: number) {
  const { unitOfRow, count } = numberUnits(y.length, groups);
  const rows = [new Int32Array(count), new Int32Array(count)] as const;
  // A group takes the smallest hash of its rows, so that their order does not matter.
  const hashes = hashKeys(keys, seed);
  const draw = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < y.length; i++) {
    const unit = unitOfRow[i]!;
    rows[y[i] as 0 | 1][unit]!++;
    draw[unit] = Math.min(draw[unit]!, hashes[i]! * 2 ** 32 + (keys[i]! >>> 0));
  }
  const size = (unit: number) => rows[0][unit]! + rows[1][unit]!;
  const order = Int32Array.from(draw.keys()).sort((a, b) => size(b) - size(a) || draw[a]! - draw[b]!);
  return { unitOfRow, rows, order };
}

function numberUnits(total: number, groups: Int32Array | undefined) {
  if (!groups) return { unitOfRow: Int32Array.from({ length: total }, (_, i) => i), count: total };
  const unitOfGroup = new Map<number, number>();
  const unitOfRow = groups.map((group) => {
    const unit = unitOfGroup.get(group) ?? unitOfGroup.size;
    unitOfGroup.set(group, unit);
    return unit;
  });
  return { unitOfRow, count: unitOfGroup.size };
}

function requireEnough(rows: number, label: number, folds: number): void {
  if (rows >= folds) return;
  throw new DegenerateDataError(
    `y holds the class ${label} ${rows} times; ${folds} folds need it ${folds} times`,
  );
}
