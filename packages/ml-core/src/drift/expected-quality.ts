import type { Random } from '../random.js';

/** A figure with the ends of its interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What is known of a model's probabilities, past and now. */
export interface QualityInput {
  /** Of past rows, by models that had not seen them, as they would be with the defects of now. */
  readonly past: Float64Array;
  /** The same without those defects. */
  readonly before: Float64Array;
  /** What happened to the past rows. */
  readonly y: Uint8Array;
  /** How many rows of now each of them stands for, see `tellApart`. */
  readonly weights: Float64Array;
  /** Of the rows of now. */
  readonly now: Float64Array;
  /** For each row of now, the place of the same row among the past ones; −1 where it is new or has changed. */
  readonly pairs: Int32Array;
}

/** Figures of a model. */
export interface QualityFigures {
  readonly rocAuc: number;
  readonly brierScore: number;
  /** How many of all rows are positive. */
  readonly rate: number;
}

/** How good a model is expected to be on rows whose outcome is not known. */
export interface ExpectedQuality {
  readonly rocAuc: Estimate;
  readonly brierScore: Estimate;
  readonly rate: Estimate;
  /** The average of the model's probabilities for the rows of now. */
  readonly meanProbability: number;
  /** The same figures of the past rows, as they were. */
  readonly past: QualityFigures & { readonly meanProbability: number };
  /** Now minus past, like the others with an interval that holds 99 of 100. */
  readonly rocAucChange: Estimate;
  /** Of the expected rate: now divided by past, minus 1. */
  readonly rateChange: Estimate;
  /** Of the average probability: now divided by past, minus 1. */
  readonly probabilityChange: Estimate;
  /** Of the average probability over the expected rate: now divided by past, minus 1. */
  readonly calibrationChange: Estimate;
}

/** The same, with how the expected rate over that of the past came out in each draw: about 1, and 1 where nothing moved. */
export interface DrawnQuality {
  readonly quality: ExpectedQuality;
  readonly doubt: Float64Array;
}

const DRAWS = 300;

/**
 * Estimates a model's quality on rows without outcomes. A past row whose like has become k times as frequent counts k
 * times, with what is known of it: a calibrated probability by a model that had not seen it, and its outcome. That is
 * right as long as what happens given the attributes is the same; whether it is cannot be seen without outcomes.
 *
 * Taking the probabilities of now at their word instead (each 0.3 of a positive and 0.7 of a negative, "confidence-based
 * performance estimation") was tried first: they come from the final model, which is spread otherwise than those of its
 * folds. On the bank set boosting's expected AUC was .742 without any shift, its realised one .787; by outcomes .779.
 *
 * The intervals are those of the figures that outcomes of now would show: past rows are drawn again `DRAWS` times, and to
 * that comes the chance of so many outcomes. O(draws × rows + rows log rows).
 */
export function expectedQuality(input: QualityInput, random: Random): DrawnQuality {
  const { past, before, y, weights, now, pairs } = input;
  const ofPast = figuresBy(past, y);
  const ofBefore = past === before ? ofPast : figuresBy(before, y);
  // Where nothing moved the past rows stand for now as they are.
  const moved = past !== before || weights.some((weight) => weight !== 1);
  const figuresOf = (drawn: Float64Array, drawnNow: Float64Array) => {
    const usual = ofBefore(drawn);
    return {
      expected: moved ? ofPast(multiplied(drawn, weights)) : usual,
      past: usual,
      probability: weightedMean(now, drawnNow) / weightedMean(before, drawn) - 1,
    };
  };
  const ones = new Float64Array(y.length).fill(1);
  const point = figuresOf(ones, new Float64Array(now.length).fill(1));
  const drawn = new Float64Array(y.length);
  const drawnNow = new Float64Array(now.length);
  const draws = Array.from({ length: DRAWS }, () => {
    for (let i = 0; i < drawn.length; i++) drawn[i] = poisson(random);
    for (let i = 0; i < drawnNow.length; i++) {
      const pair = pairs[i]!;
      drawnNow[i] = pair < 0 ? poisson(random) : drawn[pair]!;
    }
    return figuresOf(drawn, drawnNow);
  });
  const ofOutcomes = Math.sqrt(effectiveRows(weights) / now.length);
  const seen = (name: keyof QualityFigures) => {
    const value = point.expected[name];
    const shown = draws.map(({ expected }, i) => {
      const other = draws[(i + 1) % DRAWS]!.expected[name];
      return expected[name] + (other - value) * ofOutcomes;
    });
    return estimate(value, shown, 0.025);
  };
  const change = (of: (draw: typeof point) => number) => estimate(of(point), draws.map(of), 0.005);
  const ratio = ({ expected, past: usual }: typeof point) => expected.rate / usual.rate;
  const quality = {
    rocAuc: seen('rocAuc'),
    brierScore: seen('brierScore'),
    rate: seen('rate'),
    meanProbability: mean(now),
    past: { ...point.past, meanProbability: mean(before) },
    rocAucChange: change(({ expected, past: usual }) => expected.rocAuc - usual.rocAuc),
    rateChange: change((draw) => ratio(draw) - 1),
    probabilityChange: change(({ probability }) => probability),
    calibrationChange: change((draw) => (1 + draw.probability) / ratio(draw) - 1),
  };
  return { quality, doubt: Float64Array.from(draws, (draw) => ratio(draw) / ratio(point)) };
}

/** Computes the figures of scores for any weights of the rows. O(rows log rows) once, then O(rows). */
function figuresBy(scores: Float64Array, y: Uint8Array): (weight: Float64Array) => QualityFigures {
  const order = Uint32Array.from(scores.keys()).sort((i, j) => scores[i]! - scores[j]!);
  const sorted = Float64Array.from(order, (i) => scores[i]!);
  const labels = Uint8Array.from(order, (i) => y[i]!);
  return (weight) => figures(sorted, labels, order, weight);
}

/** The figures of ascending scores; `weight` says of each row, which has the place that `order` tells, how often it counts. */
function figures(
  scores: Float64Array,
  labels: Uint8Array,
  order: Uint32Array,
  weight: Float64Array,
): QualityFigures {
  let [negatives, positives, wins, squares] = [0, 0, 0, 0];
  for (let from = 0; from < order.length; ) {
    const score = scores[from]!;
    let [ties, own] = [0, 0];
    for (; from < order.length && scores[from] === score; from++) {
      if (labels[from] === 1) own += weight[order[from]!]!;
      else ties += weight[order[from]!]!;
    }
    squares += own * (1 - score) ** 2 + ties * score ** 2;
    wins += own * (negatives + ties / 2);
    positives += own;
    negatives += ties;
  }
  const total = positives + negatives;
  return {
    rocAuc: positives > 0 && negatives > 0 ? wins / (positives * negatives) : 0.5,
    brierScore: total > 0 ? squares / total : 0,
    rate: total > 0 ? positives / total : 0,
  };
}

/** So many rows of equal weight would say as much (Kish 1965). */
function effectiveRows(weights: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return (sum * sum) / squares;
}

function multiplied(values: Float64Array, factors: Float64Array): Float64Array {
  const product = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) product[i] = values[i]! * factors[i]!;
  return product;
}

/** The chance of at most 0, 1, 2 … of the Poisson distribution of mean 1, as far as a double tells it from 1. */
const AT_MOST = cumulativePoisson();

/** How often a row is in a sample as large as the table, drawn with repetition. By inversion, one uniform a row. */
export function poisson(random: Random): number {
  const drawn = random.next();
  let count = 0;
  while (drawn >= AT_MOST[count]!) count++;
  return count;
}

function cumulativePoisson(): Float64Array {
  const chances = new Float64Array(20).fill(1);
  let term = Math.exp(-1);
  for (let count = 0, sum = term; count < chances.length - 1; sum += term) {
    chances[count] = sum;
    term /= ++count;
  }
  return chances;
}

/** A figure with the interval that leaves out `tail` of the draws on either side. */
export function estimate(value: number, draws: readonly number[], tail: number): Estimate {
  const sorted = Float64Array.from(draws).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { value, low: Math.min(value, at(tail)), high: Math.max(value, at(1 - tail)) };
}

function weightedMean(values: Float64Array, weight: Float64Array): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += weight[i]! * values[i]!;
    total += weight[i]!;
  }
  return sum / total;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
