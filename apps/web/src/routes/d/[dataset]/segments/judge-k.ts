import { formatPercent } from '#lib/format/percent.ts';

/** What is known of one number of segments, as far as it decides. */
interface JudgedK {
  readonly k: number;
  readonly rating: number | null;
  readonly failed: readonly string[] | null;
}

/** A number of segments that says this share of what the best does is as good; the smallest of these is recommended. */
const AS_GOOD = 0.95;

/** Why a number of segments is recommended or not; '' where an earlier release fitted it and nothing is known. */
export function judgeK(judged: JudgedK, all: readonly JudgedK[], recommendedK: number | null): string {
  const { k, rating, failed } = judged;
  if (failed === null) return '';
  if (k === recommendedK)
    return rating === null ? `Recommended; comes closest. ${failed.join(' ')}` : 'Recommended.';
  if (rating === null) return failed.join(' ');
  const best = Math.max(...all.map((other) => other.rating ?? 0));
  if (rating < AS_GOOD * best) return `Says ${formatPercent(rating / best)} of what the best does.`;
  return 'Says as much, with more segments.';
}
