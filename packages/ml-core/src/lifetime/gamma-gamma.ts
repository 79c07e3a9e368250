import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import { Z_95 } from '../metrics/z95.js';
import {
  requireInstance,
  requireInteger,
  requireLength,
  requireModel,
  requireNumber,
  requireObject,
} from '../validation.js';
import { standardErrors } from './bg-nbd.js';
import { distinctRows } from './distinct-rows.js';
import { type Forecast, quadraticForm } from './forecast-purchases.js';
import { digamma, logGamma } from './log-gamma.js';
import { type Minimum, minimise, type Smooth } from './minimise.js';

/** What purchases were worth: how many of each customer, and their mean value, as parallel arrays. */
export interface PurchaseValues {
  /** How many purchases the mean is of; 0 says that nothing is known of this customer's. */
  readonly purchases: Float64Array;
  /** Above 0; not read where there are no purchases. */
  readonly meanValue: Float64Array;
}

/**
 * The gamma-gamma model: the values of a customer's purchases are Gamma(p, scale), with a scale of the customer's own, whose
 * inverse is distributed over customers as Gamma(q, gamma). Plain data.
 */
export interface GammaGammaModel {
  readonly kind: 'gammaGamma';
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
  /** Standard errors of p, q and gamma, from the observed information. */
  readonly standardErrors: readonly number[];
  /** Of the logarithms of p, q and gamma; row-major. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  readonly customers: number;
  /** Why the parameters must not be used, in words; null where they may. */
  readonly degenerate: string | null;
}

const LEAST_CUSTOMERS = 10;
const LARGEST = 1e6;
const SMALLEST = 1e-4;

/**
 * Fits the gamma-gamma model by maximum likelihood to the customers with purchases (Fader and Hardie 2013, The Gamma-Gamma
 * model of monetary value, equation 1a). O(distinct customers × iterations).
 * @throws ShapeError, InvalidParameterError; DegenerateDataError if fewer than 10 customers have purchases
 */
export function fitGammaGamma(values: PurchaseValues): GammaGammaModel {
  requireValues(values);
  const kinds = kindsOf(values);
  const center =
    kinds.meanValue.reduce((sum, value, i) => sum + value * kinds.counts[i]!, 0) / kinds.customers;
  const found = minimise(gammaGammaLoss(kinds), [Math.log(2), Math.log(3), Math.log(center)]);
  const [p, q, gamma] = found.point.map(Math.exp) as unknown as [number, number, number];
  return {
    kind: 'gammaGamma',
    ...{ p, q, gamma },
    standardErrors: standardErrors(found),
    covariance: found.covariance ?? new Float64Array(9),
    logLikelihood: -found.value,
    customers: kinds.customers,
    degenerate: degeneracy(found),
  };
}

/**
 * The mean value of each customer's purchases to come: the mean of the own ones drawn to that of all, by as much as there are
 * few. The intervals are those of the delta method on logarithms. O(customers).
 * @throws ShapeError, InvalidParameterError
 */
export function forecastValue(model: GammaGammaModel, values: PurchaseValues): Forecast {
  requireModel(model, 'gammaGamma');
  const { p, q, gamma, covariance } = model;
  requireNumber('model.p', p, Number.MIN_VALUE);
  requireNumber('model.gamma', gamma, Number.MIN_VALUE);
  if (!(q > 1))
    throw new InvalidParameterError(`model.q is ${q}; it must be above 1, or values have no mean`);
  requireNumber('model.q', q, 1);
  requireLength('model.covariance', covariance, 'the model of its kind', 9);
  requireValues(values, 0);
  const expected = values.purchases.map((x, i) => {
    const total = x === 0 ? 0 : x * values.meanValue[i]!;
    return (p * (gamma + total)) / (p * x + q - 1);
  });
  const reach = expected.map((_, i) => {
    const x = values.purchases[i]!;
    const total = x === 0 ? 0 : x * values.meanValue[i]!;
    // The derivatives of the logarithm by those of p, q and gamma.
    const denominator = p * x + q - 1;
    const slopes = [(q - 1) / denominator, -q / denominator, gamma / (gamma + total)];
    return Math.exp(Z_95 * Math.sqrt(quadraticForm(covariance, slopes)));
  });
  return {
    expected,
    low: expected.map((value, i) => value / reach[i]!),
    high: expected.map((value, i) => value * reach[i]!),
  };
}

/** Throws unless values are possible, and of enough customers. */
export function requireValues(values: PurchaseValues, least = LEAST_CUSTOMERS): void {
  const { purchases, meanValue } = requireObject('values', values);
  requireInstance('values.purchases', purchases, Float64Array);
  requireInstance('values.meanValue', meanValue, Float64Array);
  requireLength('values.meanValue', meanValue, 'values.purchases', purchases.length);
  let customers = 0;
  for (let i = 0; i < purchases.length; i++) {
    requireInteger(`values.purchases[${i}]`, purchases[i]!, 0, 1e6);
    if (purchases[i] === 0) continue;
    customers++;
    if (!(meanValue[i]! >= 1e-9 && meanValue[i]! <= 1e15)) {
      throw new InvalidParameterError(
        `values.meanValue[${i}] is ${meanValue[i]}; it must be 1e-9..1e15 for a customer with purchases`,
      );
    }
  }
  if (customers < least) {
    throw new DegenerateDataError(
      `${customers} customers have purchases; at least ${least} must, to learn from`,
    );
  }
}

function degeneracy(found: Minimum): string | null {
  const [p, q, gamma] = found.point.map(Math.exp) as unknown as [number, number, number];
  const outside = Object.entries({ p, q }).find(([, value]) => value < SMALLEST || value > LARGEST);
  if (outside) {
    const [name, value] = outside;
    return `${name} goes to ${value < SMALLEST ? '0' : 'infinity'}: the likelihood has no inner maximum`;
  }
  if (q <= 1) return 'q is at most 1: values differ so much that they have no mean';
  if (!found.converged || found.covariance === null || !(gamma > 0)) {
    return 'the likelihood is flat: no one answer is best';
  }
  return null;
}

interface ValueKinds extends PurchaseValues {
  readonly counts: Float64Array;
  readonly distinctPurchases: Float64Array;
  readonly purchasesAt: Int32Array;
  readonly customers: number;
}

/** Each kind of customer once, without those who have no purchases. */
function kindsOf({ purchases, meanValue }: PurchaseValues): ValueKinds {
  const own = purchases.map((x, i) => (x > 0 ? meanValue[i]! : 0));
  const { first, counts } = distinctRows([purchases, own]);
  const known = [...first.keys()].filter((kind) => purchases[first[kind]!]! > 0);
  const kept = Float64Array.from(known, (kind) => purchases[first[kind]!]!);
  const byPurchases = distinctRows([kept]);
  const weights = Float64Array.from(known, (kind) => counts[kind]!);
  return {
    purchases: kept,
    meanValue: Float64Array.from(known, (kind) => own[first[kind]!]!),
    counts: weights,
    distinctPurchases: Float64Array.from(byPurchases.first, (i) => kept[i]!),
    purchasesAt: byPurchases.kindOf,
    customers: weights.reduce((sum, count) => sum + count, 0),
  };
}

/** −log L over the logarithms of p, q and gamma. */
function gammaGammaLoss(kinds: ValueKinds): Smooth {
  const { purchases, meanValue, counts, distinctPurchases, purchasesAt } = kinds;
  const size = distinctPurchases.length;
  const [terms, byPTerms, byQTerms] = Array.from({ length: 3 }, () => new Float64Array(size));
  const logMean = meanValue.map(Math.log);
  return (point, gradient) => {
    const [p, q, gamma] = point.map(Math.exp) as unknown as [number, number, number];
    for (let k = 0; k < size; k++) {
      const x = distinctPurchases[k]!;
      const shape = p * x;
      terms![k] = logGamma(shape + q) - logGamma(shape) - logGamma(q) + q * point[2]! + shape * Math.log(x);
      byPTerms![k] = x * (digamma(shape + q) - digamma(shape) + Math.log(x));
      byQTerms![k] = digamma(shape + q) - digamma(q) + point[2]!;
    }
    let [loss, byP, byQ, byGamma] = [0, 0, 0, 0];
    for (let i = 0; i < counts.length; i++) {
      const [x, at, count] = [purchases[i]!, purchasesAt[i]!, counts[i]!];
      const all = gamma + x * meanValue[i]!;
      const logAll = Math.log(all);
      loss -= count * (terms![at]! + (p * x - 1) * logMean[i]! - (p * x + q) * logAll);
      byP -= count * (byPTerms![at]! + x * (logMean[i]! - logAll));
      byQ -= count * (byQTerms![at]! - logAll);
      byGamma -= count * (q / gamma - (p * x + q) / all);
    }
    gradient.set([byP * p, byQ * q, byGamma * gamma]);
    return Number.isFinite(loss) ? loss : Number.MAX_VALUE;
  };
}
