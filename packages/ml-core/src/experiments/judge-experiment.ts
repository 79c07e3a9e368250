import { InvalidParameterError } from '../errors.js';
import { twoSidedZ } from '../metrics/normal-quantile.js';
import { showValue } from '../show-value.js';
import { requireInteger, requireNumber, requireObject, requireOptions } from '../validation.js';
import { type AdjustedDifference, adjustedDifference } from './adjusted-difference.js';
import { type ArmSums, requireArm } from './arm-sums.js';
import { type Difference, differenceOfRates, type Rate } from './difference-interval.js';
import type { GroupArms } from './differences-differ.js';
import { explainedByStrata } from './explained-by-strata.js';
import { sampleRatioPValue } from './sample-ratio.js';

/** How many rows each arm was sent out with. */
export interface PlannedRows {
  readonly treated: number;
  readonly control: number;
}

/** How an experiment is judged. */
export interface JudgeOptions {
  /** The rate that was expected before: what decides how many rows are enough while few are known. */
  readonly expectedRate: number;
  /** How many comparisons are looked at together; the chance of a false verdict holds for all of them. Default: 1. */
  readonly comparisons?: number;
  /**
   * The groups within which the arms were drawn in the same shares. Where x says nothing, the difference is as sure as that
   * made it. Default: none.
   */
  readonly strata?: readonly GroupArms[];
}

/** What an experiment says so far. */
export interface Judgement {
  /** The rate of the control less that of the treated, with its 95 % interval, wider if several are looked at. */
  readonly plain: Difference;
  /** The same allowing for x; null where x says nothing. */
  readonly adjusted: AdjustedDifference | null;
  /** Whether the rate of the treated is surely `lower` or `higher`; not yet, or not comparable, or with too few rows. */
  readonly verdict: 'lower' | 'higher' | 'undecided' | 'unbalanced' | 'tooFew';
  /** Rows that are missing in each arm before anything is claimed. */
  readonly missing: PlannedRows;
  /** The chance that arms which are alike come back in shares so different from those sent out. */
  readonly ratioPValue: number;
  /** How much of what the experiment can say is known, 0..1. */
  readonly information: number;
}

const ALPHA = 0.05;
/** Rows of an arm, and expected cases and others in it, from which on the intervals hold what they promise. */
const FEWEST_ROWS = 30;
const FEWEST_CASES = 5;
/** Below it arms did not come back in their shares: one comparable experiment in a thousand. */
const MISMATCH = 0.001;

/**
 * Judges an experiment whose outcomes come in over time, however often one looks. The verdict needs an interval without 0
 * that reaches z(α/2) / √t standard deviations at the share t of the information, the boundary of O'Brien and Fleming for
 * a look at every moment: by the reflection principle a Brownian motion crosses it with a chance of at most α up to t = 1
 * (O'Brien and Fleming 1979, Biometrics 35, 549–556; Lan and DeMets 1983, Biometrika 70, 659–663). It rests on the
 * adjusted difference where there is one. The plain one is Newcombe's, of arms drawn by strata: each rate is as sure as
 * `rateOf` says. With several comparisons α is divided by their number (Bonferroni).
 * @throws InvalidParameterError unless each arm has rows, as many as were planned at most
 */
export function judgeExperiment(
  treated: ArmSums,
  control: ArmSums,
  planned: PlannedRows,
  options: JudgeOptions,
): Judgement {
  const { expectedRate, comparisons = 1, strata = [] } = requireOptions(options);
  requireNumber('expectedRate', expectedRate, 0, 1);
  requireInteger('comparisons', comparisons, 1);
  requireObject('planned', planned);
  requireArm('treated', treated, 1);
  requireArm('control', control, 1);
  requireInteger('planned.treated', planned.treated, treated.rows);
  requireInteger('planned.control', planned.control, control.rows);
  requireStrata(strata);
  const information =
    informationOf(treated.rows, control.rows) / informationOf(planned.treated, planned.control);
  const shown = twoSidedZ(ALPHA / comparisons);
  const decisive = twoSidedZ(ALPHA / comparisons / 2) / Math.sqrt(information);
  const adjusted = adjustedDifference(control, treated, shown);
  const explained = adjusted ? 0 : explainedByStrata(strata);
  const plainAt = (z: number) =>
    differenceOfRates(
      rateOf(control, planned.control, explained),
      rateOf(treated, planned.treated, explained),
      z,
    );
  const { low, high } = adjusted ? adjustedDifference(control, treated, decisive)! : plainAt(decisive);
  const missing = missingRows(treated, control, expectedRate);
  const sent = planned.treated + planned.control;
  const ratioPValue = sampleRatioPValue(
    [treated.rows, control.rows],
    [planned.treated / sent, planned.control / sent],
  );
  const judged = low > 0 ? 'lower' : high < 0 ? 'higher' : 'undecided';
  const tooFew = missing.treated > 0 || missing.control > 0;
  return {
    plain: plainAt(shown),
    adjusted,
    verdict: tooFew ? 'tooFew' : ratioPValue < MISMATCH ? 'unbalanced' : judged,
    missing,
    ratioPValue,
    information,
  };
}

/**
 * A rate and how sure it is: all of a drawn arm have none of the variance that strata explain; of some of them, who are
 * known by chance, that is left in the share of those who are not.
 */
function rateOf({ cases, rows }: ArmSums, planned: number, explained: number): Rate {
  return { rate: cases / rows, rows: rows / (1 - Math.min(explained * (rows / planned), 1 - 1 / rows)) };
}

function requireStrata(strata: readonly GroupArms[]): void {
  if (!Array.isArray(strata)) {
    throw new InvalidParameterError(`strata is ${showValue(strata)}; it must be an array`);
  }
  for (const [i, stratum] of strata.entries()) {
    requireObject(`strata[${i}]`, stratum);
    requireArm(`strata[${i}].treated`, stratum.treated, 0);
    requireArm(`strata[${i}].control`, stratum.control, 0);
  }
}

/** Of a difference, but for a factor: 1 over its variance where both rates are the same. */
function informationOf(a: number, b: number): number {
  return (a * b) / (a + b);
}

/** Both arms need rows, cases and others; the rate that decides it begins as the expected one. */
function missingRows(treated: ArmSums, control: ArmSums, expectedRate: number): PlannedRows {
  const cases = treated.cases + control.cases + 2 * expectedRate;
  const rate = cases / (treated.rows + control.rows + 2);
  const rarer = Math.max(Math.min(rate, 1 - rate), 1e-6);
  const needed = Math.max(FEWEST_ROWS, Math.ceil(FEWEST_CASES / rarer));
  return {
    treated: Math.max(0, needed - treated.rows),
    control: Math.max(0, needed - control.rows),
  };
}
