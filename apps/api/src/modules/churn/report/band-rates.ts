import { type RiskBand, type RiskLevels, riskBandOf } from '../scoring/risk-band.js';
import type { OutOfFold } from './out-of-fold.js';

/** A risk band, and what the customers in it did. */
export interface RiskBandRate {
  readonly band: RiskBand;
  /** From this probability on; up to that of the next band. */
  readonly minProbability: number;
  /** Customers of known outcome whom a model that had not seen them puts into the band, and those who left. */
  readonly count: number;
  readonly left: number;
  /** Null if nobody is in it. */
  readonly observedRate: number | null;
}

/** How many of the customers in each risk band left, LOW first. */
export function ratesOfBands({ probabilities, left }: OutOfFold, levels: RiskLevels): RiskBandRate[] {
  const counts = { LOW: [0, 0], MEDIUM: [0, 0], HIGH: [0, 0] } satisfies Record<RiskBand, [number, number]>;
  probabilities.forEach((probability, i) => {
    const own = counts[riskBandOf(probability, levels)];
    own[0]! += 1;
    own[1]! += left[i]!;
  });
  const from = { LOW: 0, MEDIUM: levels.mediumFrom, HIGH: levels.highFrom };
  return (['LOW', 'MEDIUM', 'HIGH'] as const).map((band) => {
    const [count, gone] = counts[band] as [number, number];
    const observedRate = count === 0 ? null : gone / count;
    return { band, minProbability: from[band], count, left: gone, observedRate };
  });
}
