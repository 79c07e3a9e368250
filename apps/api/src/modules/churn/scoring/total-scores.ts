import type { RiskBand } from './risk-band.js';
import { BANDS, HAS_LEFT, type ScoredRows } from './score-columns.js';

/** The figures of the customers of one band who have not left. */
export interface BandTotals {
  readonly band: RiskBand;
  readonly customers: number;
  readonly expectedChurners: number;
  /** Sum of p · (1 − p): the variance of the number of leavers from chance alone. */
  readonly variance: number;
  readonly expectedLoss: number | null;
}

/** Who counts, as the champion sees them. */
export interface ScoreTotals {
  /** How many have left already; they are in no band. */
  readonly left: number;
  readonly bands: readonly BandTotals[];
}

/** Counts those who have left, and sums the scores of all others by band; of bands that somebody is in. */
export function totalScores({
  probability,
  expectedLoss,
  band,
  left,
}: Omit<ScoredRows, 'ranked'>): ScoreTotals {
  const sums = BANDS.map(() => ({
    customers: 0,
    expectedChurners: 0,
    variance: 0,
    expectedLoss: 0,
    valued: 0,
  }));
  let gone = 0;
  for (let row = 0; row < probability.length; row++) {
    const chance = probability[row]!;
    if (Number.isNaN(chance)) continue;
    if (left[row] === HAS_LEFT) {
      gone++;
      continue;
    }
    const own = sums[band[row]!]!;
    own.customers++;
    own.expectedChurners += chance;
    own.variance += chance * (1 - chance);
    const loss = expectedLoss[row]!;
    if (Number.isNaN(loss)) continue;
    own.expectedLoss += loss;
    own.valued++;
  }
  const bands = sums.map(({ valued, ...own }, i) => ({
    band: BANDS[i]!,
    ...own,
    expectedLoss: valued === 0 ? null : own.expectedLoss,
  }));
  return { left: gone, bands: bands.filter(({ customers }) => customers > 0) };
}
