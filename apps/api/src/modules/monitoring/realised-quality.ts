import { brierScore, metricIntervals, rocAucInterval } from '@holdfast/ml-core';
import type { RealisedQuality } from './monitoring.types.js';

/** A score and what came, and whether the customer was contacted by a campaign before that. */
export interface ScoredOutcome {
  readonly probability: number;
  readonly left: boolean;
  readonly contacted: boolean;
}

/** Whoever was contacted may have stayed by that: a model is measured by the others, where there are any. */
export function leftAlone<T extends ScoredOutcome>(outcomes: readonly T[]): readonly T[] {
  return outcomes.filter(({ contacted }) => !contacted);
}

/** The figures of all outcomes, of those who were contacted and of the others; a contact may have changed what came. */
export function measureByContact(outcomes: readonly ScoredOutcome[]) {
  const contacted = outcomes.filter((outcome) => outcome.contacted);
  return {
    realised: measureRealised(outcomes),
    contactedOutcomes: contacted.length,
    realisedContacted: contacted.length === 0 ? null : measureRealised(contacted),
    realisedLeftAlone: contacted.length === 0 ? null : measureRealised(leftAlone(outcomes)),
  };
}

const LEAST_OUTCOMES = 50;
const LEAST_CLASS = 10;

/** How good probabilities were, by what came; null with fewer than 50 outcomes or 10 of either kind. */
export function measureRealised(
  outcomes: readonly { readonly probability: number; readonly left: boolean }[],
): RealisedQuality | null {
  const y = Uint8Array.from(outcomes, ({ left }) => Number(left));
  const p = Float64Array.from(outcomes, ({ probability }) => probability);
  const positives = y.reduce((sum, label) => sum + label, 0);
  if (y.length < LEAST_OUTCOMES || Math.min(positives, y.length - positives) < LEAST_CLASS) return null;
  const { auc, low, high } = rocAucInterval(y, p);
  return {
    outcomes: y.length,
    auc,
    rocAuc: { low, high },
    brier: brierScore(y, p),
    brierScore: metricIntervals(y, p).brierScore,
    predictedRate: p.reduce((sum, value) => sum + value, 0) / p.length,
    observedRate: positives / y.length,
  };
}
