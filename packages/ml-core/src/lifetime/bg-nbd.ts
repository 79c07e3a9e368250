import { requireModel } from '../validation.js';
import { type DistinctRows, distinctRows } from './distinct-rows.js';
import { digamma, logGamma } from './log-gamma.js';
import { type Minimum, minimise, type Smooth } from './minimise.js';
import { type PurchaseHistories, requireHistories, requireRepeats } from './purchase-histories.js';

/**
 * The BG/NBD model: a living customer buys at random at a rate of their own, distributed over customers as Gamma(r, alpha),
 * and leaves after each purchase with a chance of their own, distributed as Beta(a, b). Plain data.
 */
export interface BgNbdModel {
  readonly kind: 'bgNbd';
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  /** Standard errors of r, alpha, a and b, from the observed information. */
  readonly standardErrors: readonly number[];
  /** Of the logarithms of r, alpha, a and b; row-major. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  readonly customers: number;
  /**
   * Why the parameters must not be used, in words; null where they may. It is said where the likelihood has no inner maximum,
   * and where a model in which nobody ever leaves, `fitNbd`, is as likely: a then goes to 0, or b to infinity.
   */
  readonly degenerate: string | null;
}

/** The negative binomial model: as BG/NBD, but nobody ever leaves. Its forecast is each customer's own rate, drawn to that of all. */
export interface NbdModel {
  readonly kind: 'nbd';
  readonly r: number;
  readonly alpha: number;
  /** Standard errors of r and alpha. */
  readonly standardErrors: readonly number[];
  /** Of the logarithms of r and alpha; row-major. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  readonly customers: number;
}

/** Twice the gain in log-likelihood that two more parameters bring by chance alone in one of twenty cases. */
const GAIN_BY_CHANCE = 5.99;
/** Parameters beyond these are on their way to 0 or infinity. */
const SMALLEST = 1e-4;
const LARGEST = 1e5;

/**
 * Fits BG/NBD by maximum likelihood (Fader, Hardie and Lee 2005, "Counting your customers" the easy way, Marketing Science
 * 24:275). Customers with equal histories are computed once. O(distinct histories × iterations).
 * @throws ShapeError, InvalidParameterError; DegenerateDataError if fewer than 10 customers bought again
 */
export function fitBgNbd(histories: PurchaseHistories): BgNbdModel {
  requireHistories(histories);
  requireRepeats(histories);
  const kinds = kindsOf(histories);
  const nbd = minimiseNbd(kinds);
  const scale = mean(kinds.age, kinds.counts);
  const found = minimiseOver(kinds, bgNbdLoss, [0, Math.log(scale), 0, 0.5]);
  const [r, alpha, a, b] = found.point.map(Math.exp) as unknown as [number, number, number, number];
  const gain = 2 * (nbd.value - found.value);
  return {
    kind: 'bgNbd',
    ...{ r, alpha, a, b },
    standardErrors: standardErrors(found),
    covariance: found.covariance ?? new Float64Array(16),
    logLikelihood: -found.value,
    customers: histories.repeats.length,
    degenerate: degeneracy(found, gain, alpha / scale),
  };
}

/**
 * Fits the negative binomial model by maximum likelihood (Ehrenberg 1959): what is left of BG/NBD where nobody can be seen to leave.
 * @throws ShapeError, InvalidParameterError; DegenerateDataError if fewer than 10 customers bought again
 */
export function fitNbd(histories: PurchaseHistories): NbdModel {
  requireHistories(histories);
  requireRepeats(histories);
  const found = minimiseNbd(kindsOf(histories));
  const [r, alpha] = found.point.map(Math.exp) as unknown as [number, number];
  // Where all buy at one rate, r and alpha grow without end; what is left to know is their ratio, the mean of so many purchases.
  const purchases = histories.repeats.reduce((sum, count) => sum + count, 0);
  const covariance = found.covariance ?? Float64Array.of(0, 0, 0, 1 / purchases);
  return {
    kind: 'nbd',
    ...{ r, alpha },
    standardErrors: standardErrors({ ...found, covariance }),
    covariance,
    logLikelihood: -found.value,
    customers: histories.repeats.length,
  };
}

/** Throws unless the model is one of the two. */
export function requirePurchaseModel(model: BgNbdModel | NbdModel): void {
  requireModel(model, (model as { kind?: string } | null)?.kind === 'nbd' ? 'nbd' : 'bgNbd');
}

function degeneracy(found: Minimum, gain: number, alpha: number): string | null {
  if (gain <= GAIN_BY_CHANCE)
    return 'a model in which nobody leaves is as likely: no end of buying can be seen';
  const [r, , a, b] = found.point.map(Math.exp) as unknown as [number, number, number, number];
  const outside = Object.entries({ r, alpha, a, b }).find(([, value]) => value < SMALLEST || value > LARGEST);
  if (outside) {
    const [name, value] = outside;
    return `${name} goes to ${value < SMALLEST ? '0' : 'infinity'}: the likelihood has no inner maximum`;
  }
  if (!found.converged || found.covariance === null) return 'the likelihood is flat: no one answer is best';
  return null;
}

/** Each kind of history once: how often it occurs, and which of the distinct numbers of repeats it has. */
interface Kinds extends PurchaseHistories {
  readonly counts: Float64Array;
  readonly distinctRepeats: Float64Array;
  readonly repeatsAt: Int32Array;
}

function kindsOf(histories: PurchaseHistories): Kinds {
  const { repeats, age } = histories;
  const last = histories.last.map((time, i) => (repeats[i]! > 0 ? time : 0));
  const distinct: DistinctRows = distinctRows([repeats, last, age]);
  const take = (values: Float64Array) => Float64Array.from(distinct.first, (i) => values[i]!);
  const kept = take(repeats);
  const byRepeats = distinctRows([kept]);
  return {
    ...{ repeats: kept, last: take(last), age: take(age), counts: distinct.counts },
    distinctRepeats: Float64Array.from(byRepeats.first, (i) => kept[i]!),
    repeatsAt: byRepeats.kindOf,
  };
}

function minimiseNbd(kinds: Kinds): Minimum {
  return minimiseOver(kinds, nbdLoss, [0, Math.log(mean(kinds.age, kinds.counts))]);
}

/** So many kinds of histories show where the minimum is, and how sharp: only a few steps are left to go on all. */
const SAMPLED_KINDS = 20_000;

function minimiseOver(kinds: Kinds, lossOf: (kinds: Kinds) => Smooth, start: readonly number[]): Minimum {
  const every = Math.floor(kinds.counts.length / SAMPLED_KINDS);
  if (every < 2) return minimise(lossOf(kinds), start);
  const sample = minimise(lossOf(everyNth(kinds, every)), start);
  const { point, covariance } = sample;
  return minimise(lossOf(kinds), point, covariance?.map((cell) => cell / every) ?? null);
}

function everyNth(kinds: Kinds, every: number): Kinds {
  const take = (values: Float64Array) => values.filter((_, i) => i % every === 0);
  const { repeats, last, age, counts } = kinds;
  const sampled = { repeats: take(repeats), last: take(last), age: take(age), counts: take(counts) };
  return { ...kinds, ...sampled, repeatsAt: kinds.repeatsAt.filter((_, i) => i % every === 0) };
}

/** −log L over log r and log alpha, without what does not depend on them. */
function nbdLoss({ repeats, age, counts, distinctRepeats, repeatsAt }: Kinds): Smooth {
  const terms = new Float64Array(distinctRepeats.length);
  const slopes = new Float64Array(distinctRepeats.length);
  return (point, gradient) => {
    const [r, alpha] = [Math.exp(point[0]!), Math.exp(point[1]!)];
    for (let k = 0; k < terms.length; k++) {
      terms[k] = logGamma(r + distinctRepeats[k]!) - logGamma(r);
      slopes[k] = digamma(r + distinctRepeats[k]!) - digamma(r);
    }
    let [loss, byR, byAlpha] = [0, 0, 0];
    for (let i = 0; i < counts.length; i++) {
      const x = repeats[i]!;
      const grown = Math.log1p(age[i]! / alpha);
      const all = alpha + age[i]!;
      loss -= counts[i]! * (terms[repeatsAt[i]!]! - r * grown - x * Math.log(all));
      byR -= counts[i]! * (slopes[repeatsAt[i]!]! - grown);
      byAlpha -= counts[i]! * (r / alpha - (r + x) / all);
    }
    gradient[0] = byR * r;
    gradient[1] = byAlpha * alpha;
    return loss;
  };
}

/** −log L over the logarithms of r, alpha, a and b: equation (7) of the paper, as log1p of one ratio, which cannot overflow. */
function bgNbdLoss({ repeats, last, age, counts, distinctRepeats, repeatsAt }: Kinds): Smooth {
  const size = distinctRepeats.length;
  const [terms, byRTerms, byATerms, byBTerms] = Array.from({ length: 4 }, () => new Float64Array(size));
  return (point, gradient) => {
    const [r, alpha, a, b] = point.map(Math.exp) as unknown as [number, number, number, number];
    for (let k = 0; k < size; k++) {
      const x = distinctRepeats[k]!;
      terms![k] =
        logGamma(r + x) - logGamma(r) + logGamma(a + b) - logGamma(b) + logGamma(b + x) - logGamma(a + b + x);
      byRTerms![k] = digamma(r + x) - digamma(r);
      byATerms![k] = digamma(a + b) - digamma(a + b + x);
      byBTerms![k] = byATerms![k]! - digamma(b) + digamma(b + x);
    }
    let [loss, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0];
    for (let i = 0; i < counts.length; i++) {
      const [x, at, count] = [repeats[i]!, repeatsAt[i]!, counts[i]!];
      const all = alpha + age[i]!;
      const grown = Math.log1p(age[i]! / alpha);
      let logLikelihood = terms![at]! - r * grown - x * Math.log(all);
      let [slopeR, slopeAlpha] = [byRTerms![at]! - grown, r / alpha - (r + x) / all];
      let [slopeA, slopeB] = [byATerms![at]!, byBTerms![at]!];
      if (x > 0) {
        const until = alpha + last[i]!;
        const logRatio = Math.log(all / until);
        // How much likelier it is to have left at the last purchase than to be alive, as a logarithm.
        const odds = Math.log(a / (b + x - 1)) + (r + x) * logRatio;
        logLikelihood += odds > 30 ? odds + Math.exp(-odds) : Math.log1p(Math.exp(odds));
        const gone = 1 / (1 + Math.exp(-odds));
        slopeR += gone * logRatio;
        slopeAlpha += gone * (r + x) * (1 / all - 1 / until);
        slopeA += gone / a;
        slopeB -= gone / (b + x - 1);
      }
      loss -= count * logLikelihood;
      byR -= count * slopeR;
      byAlpha -= count * slopeAlpha;
      byA -= count * slopeA;
      byB -= count * slopeB;
    }
    gradient.set([byR * r, byAlpha * alpha, byA * a, byB * b]);
    return Number.isFinite(loss) ? loss : Number.MAX_VALUE;
  };
}

/** Of the parameters themselves, from the variances of their logarithms. */
export function standardErrors({ point, covariance }: Pick<Minimum, 'point' | 'covariance'>): number[] {
  const size = point.length;
  return Array.from(point, (at, i) =>
    covariance === null ? Number.NaN : Math.exp(at) * Math.sqrt(covariance[i * size + i]!),
  );
}

function mean(values: Float64Array, counts: Float64Array): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += values[i]! * counts[i]!;
    count += counts[i]!;
  }
  return sum / count;
}
