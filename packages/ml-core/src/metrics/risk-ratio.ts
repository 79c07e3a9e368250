import { requireInteger } from '../validation.js';
import { fisherExact } from './fisher-exact.js';
import { Z_95 } from './z95.js';

/** How much more likely an outcome is inside a group than outside it, with its uncertainty. */
export interface RiskRatio {
  /** Rate inside over rate outside. */
  readonly ratio: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** How clearly the rates differ; grows with the ratio and with the number of rows. */
  readonly chiSquare: number;
  /** Two-sided, of the hypothesis that both rates are the same. */
  readonly pValue: number;
}

/** Expected cases, or others, on either side from which on a normal distribution stands for their number. */
const EXACT_BELOW = 10;

/**
 * Compares the rate of `cases` among `rows` with the rate among the rest. The interval is Katz's on the log scale
 * (Katz et al. 1978), with half a case added on both sides where one side has none; the test is that of two
 * proportions with pooled variance, or Fisher's where a side is expected to have too few cases or others for that.
 * @throws InvalidParameterError unless these are counts, with rows on both sides and no more cases than rows on either
 */
export function riskRatio(cases: number, rows: number, allCases: number, allRows: number): RiskRatio {
  requireInteger('allRows', allRows, 2);
  requireInteger('rows', rows, 1, allRows - 1);
  requireInteger('cases', cases, 0, rows);
  requireInteger('allCases', allCases, cases, cases + allRows - rows);
  const restRows = allRows - rows;
  const restCases = allCases - cases;
  const pooled = allCases / allRows;
  const variance = pooled * (1 - pooled) * (1 / rows + 1 / restRows);
  const z = variance > 0 ? (cases / rows - restCases / restRows) / Math.sqrt(variance) : 0;
  const fewest = Math.min(pooled, 1 - pooled) * Math.min(rows, restRows);
  return {
    ...compareRates(cases, rows, allCases, allRows),
    chiSquare: z * z,
    pValue: fewest < EXACT_BELOW ? fisherExact(cases, rows, allCases, allRows) : normalTails(Math.abs(z)),
  };
}

/** The ratio of `riskRatio` and its interval, of counts that need not be whole. Already validated. */
export function compareRates(cases: number, rows: number, allCases: number, allRows: number) {
  const restRows = allRows - rows;
  const restCases = allCases - cases;
  const added = cases === 0 || restCases === 0 ? 0.5 : 0;
  const rate = (cases + added) / (rows + added);
  const restRate = (restCases + added) / (restRows + added);
  const ratio = rate / restRate;
  const spread = 1 / (cases + added) - 1 / (rows + added) + 1 / (restCases + added) - 1 / (restRows + added);
  const reach = Math.exp(Z_95 * Math.sqrt(spread));
  return { ratio, low: ratio / reach, high: ratio * reach };
}

/** The chance that a standard normal is at least z away from 0, z ≥ 0; relative error about 1e-12 or 1e-15. */
export function normalTails(z: number): number {
  // Below 2 the series of the error function is short; above, the continued fraction of its complement.
  const x = z / Math.SQRT2;
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 120; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / ((x + fraction) * Math.sqrt(Math.PI));
}

/**
 * p-values after Holm (1979): under any dependence between them, the chance that one of all reported is false stays
 * below the level at which they are reported. O(m log m).
 */
export function adjustHolm(pValues: Float64Array): Float64Array {
  const order = Uint32Array.from(pValues.keys()).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Float64Array(pValues.length);
  let highest = 0;
  for (let rank = 0; rank < order.length; rank++) {
    highest = Math.max(highest, Math.min(1, pValues[order[rank]!]! * (order.length - rank)));
    adjusted[order[rank]!] = highest;
  }
  return adjusted;
}
