import { formatPercent } from '#lib/format/percent.ts';
import { say } from './messages';

/** What is known of one number of segments, as far as it decides. */
interface JudgedK {
  readonly k: number;
  readonly rating: number | null;
  readonly failed: readonly string[] | null;
}

/** Why a number of segments is recommended or not. */
interface Verdict {
  /** In the language of the page; '' where there is nothing to say. */
  readonly said: string;
  /** What it fails, as the API says it. */
  readonly failed: string;
}

/** Why a number of segments is recommended or not; nothing where an earlier release fitted it and nothing is known. */
export function judgeK(judged: JudgedK, all: readonly JudgedK[], recommendedK: number | null): Verdict {
  return {
    said: inWords(judged, all, recommendedK),
    failed: judged.rating === null ? (judged.failed ?? []).join(' ') : '',
  };
}

function inWords(
  { k, rating, failed }: JudgedK,
  all: readonly JudgedK[],
  recommendedK: number | null,
): string {
  if (failed === null) return '';
  if (k === recommendedK) return rating === null ? say().which.closest : say().which.recommended;
  if (rating === null) return '';
  const best = Math.max(...all.map((other) => other.rating ?? 0));
  const recommended = all.find((other) => other.k === recommendedK)?.rating ?? best;
  if (rating > recommended) return say().which.hardlyMore;
  return rating === best ? say().which.saysAsMuch : say().which.saysLess(formatPercent(rating / best));
}
