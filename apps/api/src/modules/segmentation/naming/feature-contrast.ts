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
}

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
    };
  });
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
