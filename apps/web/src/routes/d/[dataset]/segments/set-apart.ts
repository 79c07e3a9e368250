import { formatValue } from '#lib/format/number.ts';
import { formatPercent } from '#lib/format/percent.ts';
import { columnName } from '#lib/state/column-names.svelte.ts';
import { say } from './messages';

/** A feature of a segment beside the same feature over all customers. */
export interface ProfiledFeature {
  readonly feature: string;
  readonly mean: number | null;
  readonly overallMean: number | null;
  readonly zScore: number | null;
  readonly topValue: string | null;
  readonly topValueShare: number | null;
}

/** Features nearer to the average than this many standard deviations do not set a segment apart. */
const NEAR = 0.1;

/** The least share at which a value counts as typical of a segment. */
const TYPICAL = 0.6;

/**
 * What sets a segment apart, in words, the strongest first: numbers by their distance from the average in standard
 * deviations (yes and no as shares), then values that most of the segment share.
 */
export function setApart(
  profile: readonly ProfiledFeature[],
  most: number,
  isBoolean: (feature: string) => boolean,
): string[] {
  const numbers = profile
    .filter(
      ({ zScore, mean, overallMean }) =>
        Math.abs(zScore ?? 0) >= NEAR && mean !== null && overallMean !== null,
    )
    .sort((a, b) => Math.abs(b.zScore!) - Math.abs(a.zScore!))
    .map(({ feature, mean, overallMean, zScore }) => {
      const { moreOften, lessOften, higher, lower } = say().apart;
      const name = columnName(feature);
      if (isBoolean(feature)) {
        const tell = zScore! > 0 ? moreOften : lessOften;
        return tell(name, formatPercent(mean!), formatPercent(overallMean!));
      }
      const tell = zScore! > 0 ? higher : lower;
      return tell(name, formatValue(feature, mean!), formatValue(feature, overallMean!));
    });
  const values = profile
    .filter(
      ({ zScore, topValue, topValueShare }) =>
        zScore === null && topValue !== null && (topValueShare ?? 0) >= TYPICAL,
    )
    .sort((a, b) => b.topValueShare! - a.topValueShare!)
    .map(({ feature, topValue, topValueShare }) =>
      say().apart.value(columnName(feature), topValue!, formatPercent(topValueShare!)),
    );
  return [...numbers, ...values].slice(0, most);
}
