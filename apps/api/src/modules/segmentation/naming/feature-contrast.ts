import type { FeatureColumnSpec } from '../../engine/index.js';
import type { ColumnProfile } from '../fit/column-profile.js';

/** One column of a segment compared with the same column of all customers. */
export interface FeatureContrast {
  readonly feature: string;
  readonly type: FeatureColumnSpec['type'];
  /** For a date in days since 1970-01-01, for a yes/no the share of yes. */
  readonly mean: number | null;
  readonly median: number | null;
  readonly overallMean: number | null;
  /** (mean − overallMean) / overall standard deviation. */
  readonly zScore: number | null;
  readonly topValue: string | null;
  readonly topValueShare: number | null;
  /** Share of all customers with the segment's top value. */
  readonly topValueOverallShare: number | null;
  /** Shares of a category's most frequent values overall, 0 where nobody has one; absent before they were kept. */
  readonly levelShares?: Readonly<Record<string, number>>;
  /** What people called the column when the segment was named, where they said so. */
  readonly called?: string;
}

/** Values of a category whose shares are kept with every segment. */
const KEPT_LEVELS = 10;

/** Compares a segment's columns with those of all customers; `columns`, `segment` and `overall` are in the same order. */
export function contrastFeatures(
  columns: readonly FeatureColumnSpec[],
  segment: readonly ColumnProfile[],
  overall: readonly ColumnProfile[],
): FeatureContrast[] {
  return columns.map(({ name, type }, i) => {
    const part = segment[i]!;
    const all = overall[i]!;
    const top = type === 'BOOLEAN' ? topOfFlag(part) : { value: part.topValue, share: part.topValueShare };
    return {
      feature: name,
      type,
      mean: part.mean,
      median: part.median,
      overallMean: all.mean,
      zScore: zScore(part.mean, all),
      topValue: top.value,
      topValueShare: top.share,
      topValueOverallShare: shareOverall(top.value, type, all),
      ...(type === 'CATEGORY' && { levelShares: frequentShares(part, all) }),
    };
  });
}

/** A profile in the words that people have for columns. */
export function asCalled(profile: readonly FeatureContrast[]): FeatureContrast[] {
  return profile.map((column) => ({ ...column, feature: column.called ?? column.feature }));
}

/** The shares of the values that are most frequent overall, so that segments can be compared. */
function frequentShares(part: ColumnProfile, all: ColumnProfile): Record<string, number> {
  const frequent = Object.entries(all.levelShares ?? {})
    .sort(([, a], [, b]) => b - a)
    .slice(0, KEPT_LEVELS);
  return Object.fromEntries(frequent.map(([level]) => [level, part.levelShares?.[level] ?? 0]));
}

function topOfFlag({ mean }: ColumnProfile): { value: string | null; share: number | null } {
  if (mean === null) return { value: null, share: null };
  return mean >= 0.5 ? { value: 'true', share: mean } : { value: 'false', share: 1 - mean };
}

function zScore(mean: number | null, { mean: overall, standardDeviation }: ColumnProfile): number | null {
  if (mean === null || overall === null || !standardDeviation) return null;
  return (mean - overall) / standardDeviation;
}

function shareOverall(
  value: string | null,
  type: string,
  { mean, levelShares }: ColumnProfile,
): number | null {
  if (value === null) return null;
  if (type === 'BOOLEAN') return value === 'true' ? mean : mean === null ? null : 1 - mean;
  return levelShares?.[value] ?? null;
}
