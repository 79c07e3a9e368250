import { AppError } from '../../../platform/errors/app-error.js';
import type { FeatureContrast } from '../naming/feature-contrast.js';
import type { Segment } from '../segment.entity.js';
import type { SegmentDifference } from './segment-difference.types.js';

/**
 * What sets two segments apart, the largest standardised difference first.
 * @throws AppError BAD_USER_INPUT if one of the keys is none of the segments
 */
export function compareSegments(
  segments: readonly Segment[],
  keyA: string,
  keyB: string,
): SegmentDifference[] {
  const a = requireSegment(segments, keyA, 'keyA').profile;
  const b = new Map(requireSegment(segments, keyB, 'keyB').profile.map((column) => [column.feature, column]));
  const size = ({ difference }: SegmentDifference) => (difference === null ? -1 : Math.abs(difference));
  return a
    .flatMap((column) => {
      const other = b.get(column.feature);
      return other ? [differenceOf(column, other)] : [];
    })
    .sort((x, y) => size(y) - size(x));
}

function requireSegment(segments: readonly Segment[], key: string, field: string): Segment {
  const found = segments.find((segment) => segment.key === key);
  if (found) return found;
  const keys = segments.map((segment) => segment.key).join(', ');
  throw new AppError(
    'BAD_USER_INPUT',
    `${field} is ${JSON.stringify(key)}; it must be one of ${keys || 'none yet'}.`,
    {
      field: [field],
    },
  );
}

function differenceOf(a: FeatureContrast, b: FeatureContrast): SegmentDifference {
  const { feature, mean: meanA, topValue: topValueA } = a;
  const { mean: meanB, topValue: topValueB } = b;
  const means = { feature, meanA, meanB, topValueA, topValueB };
  if (a.type === 'BOOLEAN') return { ...means, ...share('true', meanA, meanB) };
  if (a.type === 'CATEGORY') return { ...means, ...widest(a, b) };
  const difference = a.zScore === null || b.zScore === null ? null : a.zScore - b.zScore;
  return { ...means, difference, value: null, shareA: null, shareB: null };
}

type Share = Pick<SegmentDifference, 'value' | 'shareA' | 'shareB' | 'difference'>;

/** The value in whose share two segments differ most; of those whose shares were kept. */
function widest(a: FeatureContrast, b: FeatureContrast): Share {
  const levels = Object.keys({ ...a.levelShares, ...b.levelShares });
  const none = share(null, null, null);
  return levels
    .map((level) => share(level, a.levelShares?.[level] ?? null, b.levelShares?.[level] ?? null))
    .reduce(
      (most, next) => (Math.abs(next.difference ?? 0) > Math.abs(most.difference ?? 0) ? next : most),
      none,
    );
}

function share(value: string | null, shareA: number | null, shareB: number | null): Share {
  const difference = shareA === null || shareB === null ? null : cohensH(shareA, shareB);
  return { value, shareA, shareB, difference };
}

/** Cohen's h (Cohen 1988, chapter 6): the difference of two shares on the scale on which their variance is the same. */
function cohensH(a: number, b: number): number {
  return 2 * Math.asin(Math.sqrt(Math.min(1, a))) - 2 * Math.asin(Math.sqrt(Math.min(1, b)));
}
