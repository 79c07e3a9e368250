import { CURVE_POINTS } from '../report/churn-report.types.js';
import { HAS_LEFT, type ScoredRows } from '../scoring/score-columns.js';

/** What calling somebody costs, and what it brings. */
export interface ProfitTerms {
  /** The value of every customer; null where each has its own. */
  readonly value: number | null;
  /** What one unit of probability × value brings. */
  readonly rate: number;
  readonly cost: number;
}

/** What calling everyone from some chance on earns. */
export interface ThresholdSums {
  readonly threshold: number;
  readonly contacted: number;
  readonly events: number;
  readonly profit: number;
  /** Whether no other threshold earns more. */
  readonly best: boolean;
}

/** Thresholds that are told besides the first and the best. */
const EVENLY = CURVE_POINTS - 2;

/**
 * The thresholds, highest first, thinned to what a screen can show; the best, with the fewest calls of equals, and the last are
 * always there. Two walks, so that nothing is kept of a million thresholds.
 */
export function profitSums(scores: ScoredRows, terms: ProfitTerms): ThresholdSums[] {
  let places = 0;
  let best = { contacted: 0, profit: Number.NEGATIVE_INFINITY };
  walk(scores, terms, (_, contacted, __, profit) => {
    places++;
    if (profit > best.profit) best = { contacted, profit };
  });
  const told: ThresholdSums[] = [];
  let place = 0;
  walk(scores, terms, (threshold, contacted, events, profit) => {
    place++;
    const isNext = Math.floor((place * EVENLY) / places) > Math.floor(((place - 1) * EVENLY) / places);
    const isBest = contacted === best.contacted;
    if (isBest || place === 1 || isNext) told.push({ threshold, contacted, events, profit, best: isBest });
  });
  return told;
}

/** Goes through those who have not left, the most at risk first, and tells the sums where a threshold may lie: behind the last of equals. */
function walk(
  scores: ScoredRows,
  { value, rate, cost }: ProfitTerms,
  told: (...sums: [threshold: number, contacted: number, events: number, profit: number]) => void,
): void {
  const { probability, expectedLoss, left } = scores;
  let [contacted, events, worth, threshold] = [0, 0, 0, Number.NaN];
  for (const row of scores.ranked('probability')) {
    if (left[row] === HAS_LEFT) continue;
    const chance = probability[row]!;
    if (contacted > 0 && chance !== threshold)
      told(threshold, contacted, events, rate * worth - cost * contacted);
    threshold = chance;
    contacted++;
    events += chance;
    const own = value === null ? expectedLoss[row]! : chance * value;
    // Of no known value is no worth.
    if (!Number.isNaN(own)) worth += own;
  }
  if (contacted > 0) told(threshold, contacted, events, rate * worth - cost * contacted);
}
