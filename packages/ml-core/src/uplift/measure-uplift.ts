import { stratifiedKFold } from '../model-selection/stratified-k-fold.js';
import { throwIfAborted } from '../parallel/throw-if-aborted.js';
import { createRandom } from '../random.js';
import type { OnProgress, StopSignal } from '../types.js';
import { averageSplits, type BinSums, evidenceOfSplits } from './average-splits.js';
import { type EffectScores, effectScores, scoreRows } from './effect-scores.js';
import {
  type BinnedTrial,
  encodeTrial,
  learnEffects,
  requireUpliftOptions,
  sumBins,
  sumEffects,
  type UpliftModel,
  type UpliftOptions,
  weighScores,
} from './fit-uplift.js';
import { meanCurve, type QiniCurve, qiniCurve } from './qini.js';
import { requireTrial, type Trial } from './trial.js';

/** How it is measured. */
export interface MeasureUpliftOptions extends UpliftOptions {
  readonly onProgress?: OnProgress;
}

/** Whether a treatment does more for some than for others, and for whom. */
export interface MeasuredUplift {
  /** By models that knew nothing of the rows that they put in order. */
  readonly curve: QiniCurve;
  /**
   * The interval of the curve's coefficient: in 95 % of trials it is above `low`, and in 95 % below `high`. Where `differs` it is
   * above 0, without 0 itself.
   */
  readonly interval: { readonly low: number; readonly high: number };
  /** Whether those of whom more was expected gained more, by more than chance. */
  readonly differs: boolean;
  /** Learned from all rows; its predictions are worth something only where `differs`. */
  readonly model: UpliftModel;
}

const PARTS = 10;
/** So that the answer does not hang on how the rows were dealt. */
const DEALS = 10;
/** Trials without a difference that the evidence is compared with, and the place among them, largest first, of 1 in 25. */
const TRIALS = 199;
const PLACE = 8;
/** The one-sided 95 % point of the standard normal. */
const Z_ONE_SIDED = 1.6448536269514722;

/**
 * Measures by how much a treatment does more for some rows than for others. The rows are dealt into 10 parts, each is put
 * in order by a model of the others, and the Qini coefficients of these orders are averaged, each by how far apart its rows
 * are expected to be, over ten deals. As each part has taught the models of the others, the coefficient is not as sure as
 * a mean of independent ones (Wager 2024, Sequential Validation of Treatment Heterogeneity, arXiv 2405.05534). So its
 * interval also holds 0 unless what all rows together say for a difference (`evidenceOfSplits`) is beyond what one in 25
 * of 199 trials says in which nothing differs: the same rows with what is left of their outcomes, and who is treated drawn anew
 * (Ding, Feller and Miratrix 2016, Journal of the Royal Statistical Society B 78, 655–671). Where it is, 0 is not in it, even where the coefficient alone would not tell it from 0: an
 * interval has the figures that their own test lets stand, and of all tests that one finds most. The mean of ten deals has
 * the interval of one.
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument or the column
 */
export async function measureUplift(
  trial: Trial,
  options: MeasureUpliftOptions = {},
): Promise<MeasuredUplift> {
  requireUpliftOptions(options);
  const share = requireTrial(trial);
  const { seed = 0, onProgress, ...hooks } = options;
  const found = await effectScores(trial, share, { seed, ...hooks });
  await onProgress?.(0.7, 'what happens to everybody');
  const binned = encodeTrial(trial.table);
  const weighed = weighScores(found);
  const beyondChance = isBeyondChance(binned, found, trial.treated, { ...options, share, seed });
  await onProgress?.(0.9, 'what chance alone would show');
  const own = found.scores.map((score) => score + found.mean);
  const deals = Array.from({ length: DEALS }, (_, deal) =>
    stratifiedKFold(trial.treated, { folds: PARTS, seed: DEALS * seed + deal }),
  ).map((folds): Part[] => partsOf(folds).map((rows) => ({ rows, sums: sumBins(binned, weighed, rows) })));
  const curve = meanCurve(
    deals.map((parts) => curveOf(binned, parts, own)),
    'same',
  );
  const comes = shareThatComes(binned, deals[0]!, found.scores);
  return { curve, ...judge(curve, beyondChance), model: learnEffects(binned, found, comes) };
}

/** Whether the rows say more for a difference than one in 25 trials says in which nothing differs. */
function isBeyondChance(
  binned: BinnedTrial,
  { scores, weights, rest }: EffectScores,
  treated: Uint8Array,
  { share, seed, signal }: { readonly share: number; readonly seed: number; readonly signal?: StopSignal },
): boolean {
  const { splits, preprocessor } = binned;
  const rows = Int32Array.from(rest.keys());
  const evidenceOf = (own: Float64Array) =>
    evidenceOfSplits(
      sumBins(binned, weighScores({ scores: own, weights }), rows),
      splits,
      preprocessor.sourceIndex,
    );
  const evidence = evidenceOf(scores);
  const random = createRandom(seed, 11);
  const drawn = Uint32Array.from(treated);
  let asMuch = 0;
  for (let i = 0; i < TRIALS; i++) {
    throwIfAborted(signal);
    random.shuffle(drawn);
    if (evidenceOf(scoreRows(rest, drawn, share).scores) >= evidence) asMuch++;
  }
  return asMuch < PLACE;
}

/** Some of the rows, and what they say of the bins. */
interface Part {
  readonly rows: Int32Array;
  readonly sums: BinSums;
}

/** The curve of all rows, each put in order by what was learned from the other parts. */
function curveOf(trial: BinnedTrial, parts: readonly Part[], scores: Float64Array): QiniCurve {
  const expected = expectFromOthers(trial, parts);
  const curves = parts.map(({ rows }, part) => qiniCurve(expected[part]!, scoresOf(rows, scores)));
  return meanCurve(curves, 'others', weightsOf(expected));
}

/** How far apart the effects are that are expected in each part: where none differ, their order says nothing. */
function weightsOf(expected: readonly Float64Array[]): number[] {
  const weights = expected.map((own) => {
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    return Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
  });
  return weights.every((weight) => weight === 0) ? weights.map(() => 1) : weights;
}

/** Of the rows of each part: by how much their effect is above the mean, by what was learned from the other parts. */
function expectFromOthers(
  { splits, preprocessor, bins, columns, binCount }: BinnedTrial,
  parts: readonly Part[],
): Float64Array[] {
  const whole = parts.reduce((sum, { sums }) => combine(sum, sums, 1), emptySums(binCount));
  return parts.map(({ rows, sums }) => {
    const effects = averageSplits(combine(whole, sums, -1), splits, preprocessor.sourceIndex);
    const expected = new Float64Array(rows.length);
    for (const [i, row] of rows.entries()) expected[i] = sumEffects(effects, bins, row * columns, columns);
    return expected;
  });
}

/** How much of what is expected comes, 0..1: columns that say the same of customers count it more than once. */
function shareThatComes(trial: BinnedTrial, parts: readonly Part[], scores: Float64Array): number {
  let [together, squares] = [0, 0];
  for (const [part, expected] of expectFromOthers(trial, parts).entries()) {
    const own = scoresOf(parts[part]!.rows, scores);
    for (const [i, value] of expected.entries()) {
      together += value * own[i]!;
      squares += value * value;
    }
  }
  return squares === 0 ? 0 : Math.max(0, Math.min(1, together / squares));
}

function scoresOf(rows: Int32Array, scores: Float64Array): Float64Array {
  const own = new Float64Array(rows.length);
  for (const [i, row] of rows.entries()) own[i] = scores[row]!;
  return own;
}

/** One-sided 95 % to either side; 0 in any case where nothing is beyond chance, and nothing below it where something is. */
function judge({ coefficient, coefficientError }: QiniCurve, beyondChance: boolean) {
  const reach = Z_ONE_SIDED * coefficientError;
  const [low, high] = [coefficient - reach, coefficient + reach];
  const differs = beyondChance && coefficient > 0;
  const interval = differs
    ? { low: Math.max(0, low), high }
    : { low: Math.min(0, low), high: Math.max(0, high) };
  return { differs, interval };
}

function partsOf(folds: Int32Array): Int32Array[] {
  const rows = Int32Array.from(folds.keys());
  return Array.from({ length: PARTS }, (_, part) => rows.filter((row) => folds[row] === part));
}

function emptySums(bins: number): BinSums {
  const zeros = () => new Float64Array(bins);
  return { weights: zeros(), scores: zeros(), variances: zeros() };
}

function combine(a: BinSums, b: BinSums, sign: 1 | -1): BinSums {
  const add = (one: Float64Array, other: Float64Array) => one.map((value, i) => value + sign * other[i]!);
  return {
    weights: add(a.weights, b.weights),
    scores: add(a.scores, b.scores),
    variances: add(a.variances, b.variances),
  };
}
