import type { CategoricalColumn, FeatureTable } from '../../preprocessing/feature-table.js';
import { type BitRows, bitRows } from './bit-rows.js';
import { type GroupCondition, matcherOf } from './group-condition.js';

/** A condition with the rows that meet it. */
export interface Candidate {
  readonly condition: GroupCondition;
  readonly rows: BitRows;
}

/** Places at which numbers are cut; with fewer different numbers, between all of them. */
const CUTS = 40;
/** Places near the ends, for conditions that drop a few. */
const ENDS = [0.005, 0.01, 0.99, 0.995];
/** Levels of a category that conditions name, the most frequent first. */
const LEVELS = 30;
/** Levels that one condition names at most, so that it can be read. */
const AMONG = 4;

/**
 * The conditions that do not depend on a group: cuts of numbers, single levels, and a missing value. Of those that the same
 * rows meet, the first.
 */
export function listConditions(table: FeatureTable): Candidate[] {
  const all = table.columns.flatMap((column) => {
    const { name } = column;
    const conditions: GroupCondition[] =
      column.kind === 'numeric'
        ? cutsOf(column.values).flatMap((value) => [
            { kind: 'atLeast', column: name, value },
            { kind: 'below', column: name, value },
          ])
        : column.levels.slice(0, LEVELS).flatMap((level) => [
            { kind: 'among', column: name, levels: [level] },
            { kind: 'except', column: name, level },
          ]);
    return [...conditions, { kind: 'missing', column: name } as const].map((condition) => ({
      condition,
      rows: bitRows(table.rows, matcherOf(column, condition)),
    }));
  });
  const first = new Map<string, Candidate>();
  for (const candidate of all) {
    const key = candidate.rows.join(' ');
    if (!first.has(key)) first.set(key, candidate);
  }
  return [...first.values()];
}

/** The lower ends of the upper parts of a column: every different value but the first, or quantiles. */
function cutsOf(values: Float64Array): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const different = [...new Set(sorted)];
  if (different.length <= CUTS) return different.slice(1);
  const even = Array.from({ length: CUTS }, (_, i) => (i + 1) / (CUTS + 1));
  const quantiles = [...ENDS, ...even].map((share) => sorted[Math.floor(share * sorted.length)]!);
  return [...new Set(quantiles)].filter((cut) => cut > sorted[0]!);
}

/**
 * Sets of two to four levels of a category in which a group has the largest share. For any number of levels, the best set
 * is among the first of this order (Fisher 1958).
 */
export function listLevelSets(table: FeatureTable, group: Uint8Array): Candidate[] {
  return table.columns.flatMap((column) => {
    if (column.kind !== 'categorical' || column.levels.length < 4) return [];
    const order = byShare(column, group);
    return Array.from({ length: AMONG - 1 }, (_, i) => order.slice(0, i + 2))
      .filter((levels) => levels.length < column.levels.length - 1)
      .map((levels): Candidate => {
        const condition: GroupCondition = { kind: 'among', column: column.name, levels };
        return { condition, rows: bitRows(table.rows, matcherOf(column, condition)) };
      });
  });
}

function byShare({ codes, levels }: CategoricalColumn, group: Uint8Array): string[] {
  const all = new Float64Array(levels.length);
  const own = new Float64Array(levels.length);
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0) continue;
    all[codes[row]!]!++;
    own[codes[row]!]! += group[row]!;
  }
  const share = (level: number) => own[level]! / Math.max(1, all[level]!);
  return levels
    .map((_, level) => level)
    .filter((level) => own[level]! > 0)
    .sort((a, b) => share(b) - share(a) || a - b)
    .slice(0, LEVELS)
    .map((level) => levels[level]!);
}
