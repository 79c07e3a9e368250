import type { CategoricalSummary, ColumnSummary, NumericSummary } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../../engine/index.js';

/** The profile of a column over some rows. Figures for numbers are null for categories, and vice versa. */
export interface ColumnProfile {
  readonly name: string;
  readonly rows: number;
  readonly missing: number;
  /** For a yes/no, the share of yes. */
  readonly mean: number | null;
  /** The population's deviation, divided by the number of known values. */
  readonly standardDeviation: number | null;
  readonly median: number | null;
  /** The most frequent level; ties go to the first of the table's levels. */
  readonly topValue: string | null;
  /** Its share of the known values. */
  readonly topValueShare: number | null;
  /** Share of the known values that each level has, in the order of the column's levels. */
  readonly levelShares: Readonly<Record<string, number>> | null;
}

/** Levels whose share a profile lists; the rest are only counted. */
const PROFILED_LEVELS = 30;

const UNKNOWN = {
  mean: null,
  standardDeviation: null,
  median: null,
  topValue: null,
  topValueShare: null,
  levelShares: null,
};

/** Profiles a column from its summary; a yes/no, which clustering reads as a category, gets the figures of a number. */
export function profileOf(summary: ColumnSummary, type: FeatureColumnSpec['type']): ColumnProfile {
  if (summary.kind === 'numeric') return profileOfNumbers(summary);
  return type === 'BOOLEAN' ? profileOfFlag(summary) : profileOfLevels(summary);
}

function profileOfNumbers({ name, rows, missing, values }: NumericSummary): ColumnProfile {
  if (values === null) return { name, rows, missing, ...UNKNOWN };
  const { deviation, median } = values;
  const mean = withoutRounding(values.mean);
  return { ...UNKNOWN, name, rows, missing, mean, standardDeviation: deviation, median };
}

/** The last digit of a sum depends on the order of addition; 2.325 must not become 2.32 because of it. */
function withoutRounding(value: number): number {
  return Number(value.toPrecision(15));
}

function profileOfFlag(summary: CategoricalSummary): ColumnProfile {
  const { name, rows, missing } = summary;
  const known = rows - missing;
  if (known === 0) return { name, rows, missing, ...UNKNOWN };
  const mean = weightOf(summary, 'true') / known;
  const median = mean === 0.5 ? 0.5 : Number(mean > 0.5);
  return { ...UNKNOWN, name, rows, missing, mean, standardDeviation: Math.sqrt(mean * (1 - mean)), median };
}

function weightOf({ levels, levelWeight }: CategoricalSummary, level: string): number {
  return levelWeight[levels.indexOf(level)] ?? 0;
}

function profileOfLevels({ name, rows, missing, levels, levelWeight }: CategoricalSummary): ColumnProfile {
  const known = rows - missing;
  if (known === 0) return { name, rows, missing, ...UNKNOWN };
  const top = levelWeight.reduce((best, n, level) => (n > levelWeight[best]! ? level : best), 0);
  const shares = levels
    .slice(0, PROFILED_LEVELS)
    .map((level, i) => [level, levelWeight[i]! / known] as const);
  return {
    ...UNKNOWN,
    name,
    rows,
    missing,
    topValue: levels[top]!,
    topValueShare: levelWeight[top]! / known,
    levelShares: Object.fromEntries(shares),
  };
}
