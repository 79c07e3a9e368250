import { Z_95 } from '../metrics/z95.js';
import { requireLength, requireNumber } from '../validation.js';
import { type BgNbdModel, type NbdModel, requirePurchaseModel } from './bg-nbd.js';
import { distinctRows } from './distinct-rows.js';
import { type PurchaseHistories, requireHistories } from './purchase-histories.js';

/** An expectation a customer, with the ends of a 95 % interval that says how sure the fitted parameters are. */
export interface Forecast {
  readonly expected: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** What each customer is expected to buy. */
export interface PurchaseForecast extends Forecast {
  /** The probability that a customer has not left; 1 for all under NBD, and for those without a repeat under BG/NBD. */
  readonly alive: Float64Array;
}

/** The change of the logarithm of a parameter that the derivatives are taken over. */
const DIFFERENCE = 1e-4;
/** Shares of a sum that are left out at its end. */
const NEGLIGIBLE = 1e-12;
const MOST_TERMS = 1e6;

/**
 * Expected purchases of each customer over the next `time`, given the history, and the probability of being alive: equations
 * (10) and (11) of Fader, Hardie and Lee (2005), and Fader and Hardie (2008) for the second. The intervals are those of
 * the delta method on logarithms. O(distinct histories + distinct (repeats, age) × terms).
 * @throws ShapeError or InvalidParameterError, naming the argument at fault
 */
export function forecastPurchases(
  model: BgNbdModel | NbdModel,
  histories: PurchaseHistories,
  time: number,
): PurchaseForecast {
  requirePurchaseModel(model);
  requireHistories(histories);
  requireNumber('time', time, 0, 1e9);
  const { repeats, age } = histories;
  const last = histories.last.map((at, i) => (repeats[i]! > 0 ? at : 0));
  const { first, kindOf } = distinctRows([repeats, last, age]);
  const take = (values: Float64Array) => Float64Array.from(first, (i) => values[i]!);
  const kinds = { repeats: take(repeats), last: take(last), age: take(age) };
  const forecast = expectAll(parametersOf(model), kinds, time);
  const reach = relativeReach(model, kinds, time);
  const spread = (values: Float64Array) => Float64Array.from(kindOf, (kind) => values[kind]!);
  return {
    expected: spread(forecast.expected),
    low: spread(forecast.expected.map((value, i) => value / reach[i]!)),
    high: spread(forecast.expected.map((value, i) => value * reach[i]!)),
    alive: spread(forecast.alive),
  };
}

/** Expected purchases of somebody new over a time: after the first one, which itself does not count. */
export function expectedRepeats(model: BgNbdModel | NbdModel, time: number): number {
  requirePurchaseModel(model);
  requireNumber('time', time, 0, 1e9);
  const { r, alpha, a, b } = parametersOf(model);
  return a === 0 ? (r / alpha) * time : purchasesWhileAlive(r, a, b, alpha, time);
}

interface Parameters {
  readonly r: number;
  readonly alpha: number;
  /** 0 where nobody leaves. */
  readonly a: number;
  readonly b: number;
}

function parametersOf(model: BgNbdModel | NbdModel): Parameters {
  const { r, alpha } = model;
  const { a, b } = model.kind === 'bgNbd' ? model : { a: 0, b: 1 };
  for (const [name, value] of Object.entries({ r, alpha, b })) {
    requireNumber(`model.${name}`, value, Number.MIN_VALUE);
  }
  requireNumber('model.a', a, 0);
  requireLength(
    'model.covariance',
    model.covariance,
    'the model of its kind',
    model.kind === 'bgNbd' ? 16 : 4,
  );
  return { r, alpha, a, b };
}

function expectAll({ r, alpha, a, b }: Parameters, { repeats, last, age }: PurchaseHistories, time: number) {
  const { first, kindOf } = distinctRows([repeats, age]);
  const whileAlive = Float64Array.from(first, (i) => {
    const [shape, since] = [r + repeats[i]!, alpha + age[i]!];
    return a === 0 ? (shape / since) * time : purchasesWhileAlive(shape, a, b + repeats[i]!, since, time);
  });
  const alive = new Float64Array(repeats.length).fill(1);
  if (a > 0) {
    for (let i = 0; i < repeats.length; i++) {
      const x = repeats[i]!;
      if (x === 0) continue;
      const odds = Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + age[i]!) / (alpha + last[i]!));
      alive[i] = 1 / (1 + Math.exp(odds));
    }
  }
  return { expected: alive.map((chance, i) => chance * whileAlive[kindOf[i]!]!), alive };
}

/**
 * Expected purchases over a time of somebody alive whose rate is Gamma(shape, since) and whose chance to leave after each
 * purchase is Beta(a, stays). It is the closed form with Gauss's hypergeometric function,
 *
 *   (a + stays − 1) / (a − 1) · (1 − (since / (since + time))^shape · ₂F₁(shape, stays; a + stays − 1; time / (since + time))),
 *
 * written as one series of positive terms: the probabilities of n purchases if nobody left, each times the expected number
 * of them before leaving. Nothing cancels or overflows, at a = 1 neither.
 */
function purchasesWhileAlive(shape: number, a: number, stays: number, since: number, time: number): number {
  const z = time / (since + time);
  let [weight, total, sum] = [1, 1, 0];
  let [survives, bought] = [1, 0];
  for (let n = 0; n < MOST_TERMS; n++) {
    bought += survives;
    survives *= (stays + n) / (a + stays + n);
    weight *= ((shape + n) / (n + 1)) * z;
    total += weight;
    sum += weight * bought;
    if (weight > 1e200) [weight, total, sum] = [weight * 1e-200, total * 1e-200, sum * 1e-200];
    // From here on each weight is less than `ratio` times the one before; what they multiply grows more slowly than n.
    const ratio = ((shape + n) / (n + 1)) * z;
    if (ratio < 1 && weight * (n + 1) <= NEGLIGIBLE * (1 - Math.max(ratio, z)) ** 2 * sum) break;
  }
  return sum / total;
}

/** By how much to multiply and divide each expectation for a 95 % interval. */
function relativeReach(model: BgNbdModel | NbdModel, kinds: PurchaseHistories, time: number): Float64Array {
  const parameters = parametersOf(model);
  const names = model.kind === 'bgNbd' ? (['r', 'alpha', 'a', 'b'] as const) : (['r', 'alpha'] as const);
  const slopes = names.map((name) => {
    const [up, down] = [1, -1].map((sign) => {
      const moved = { ...parameters, [name]: parameters[name] * Math.exp(sign * DIFFERENCE) };
      return expectAll(moved, kinds, time).expected;
    });
    return up!.map((value, i) => (value === 0 ? 0 : Math.log(value / down![i]!) / (2 * DIFFERENCE)));
  });
  return kinds.repeats.map((_, i) => {
    const slope = slopes.map((values) => values[i]!);
    return Math.exp(Z_95 * Math.sqrt(quadraticForm(model.covariance, slope)));
  });
}

/** vᵀ·M·v, not below 0. */
export function quadraticForm(matrix: Float64Array, vector: readonly number[]): number {
  const size = vector.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) sum += vector[i]! * matrix[i * size + j]! * vector[j]!;
  }
  return Math.max(0, sum);
}
