import { predictProba } from '../classifier.js';
import { stratifiedKFold } from '../model-selection/stratified-k-fold.js';
import type { TrainedClassifier } from '../model-selection/train-classifier.js';
import { throwIfAborted } from '../parallel/throw-if-aborted.js';
import { applyPreprocessor } from '../preprocessing/pipeline.js';
import type { OnProgress } from '../types.js';
import {
  learnEffect,
  predictUplift,
  requireUpliftOptions,
  type UpliftModel,
  type UpliftOptions,
} from './fit-uplift.js';
import { intervalOf, meanCurve, type QiniCurve, qiniCurve } from './qini.js';
import { requireTrial, type Trial, takeTrialRows } from './trial.js';

/** How it is measured. */
export interface MeasureUpliftOptions extends UpliftOptions {
  readonly onProgress?: OnProgress;
}

/** Whether a treatment does more for some than for others, and for whom. */
export interface MeasuredUplift {
  /** By models that knew nothing of the rows that they put in order. */
  readonly curve: QiniCurve;
  /** The 95 % interval of the curve's coefficient. */
  readonly interval: { readonly low: number; readonly high: number };
  /** Whether those of whom more was expected gained more, by more than chance: the interval is above 0. */
  readonly differs: boolean;
  /** Learned from all rows; its predictions are worth something only where `differs`. */
  readonly model: UpliftModel;
}

const PARTS = 5;
/** So that the answer does not hang on how the rows were dealt. */
const DEALS = 3;

/**
 * Measures by how much a treatment does more for some rows than for others. The rows are dealt into 5 parts; each but the
 * first is put in order by a model that learned from the parts before it, and the Qini coefficients of these orders are
 * averaged. As each part is new to all that came before, the coefficients are a martingale where one effect fits all, and
 * the interval of their mean holds what it promises; with each part ordered by a model of all others they would depend on
 * one another and it would not (Wager 2024, Sequential Validation of Treatment Heterogeneity, arXiv 2405.05534). That is
 * done for three deals, whose mean has the interval of one.
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument or the column
 */
export async function measureUplift(
  trial: Trial,
  options: MeasureUpliftOptions = {},
): Promise<MeasuredUplift> {
  requireUpliftOptions(options);
  const share = requireTrial(trial);
  const { seed = 0, onProgress } = options;
  const deals: QiniCurve[] = [];
  for (let deal = 0; deal < DEALS; deal++) {
    deals.push(await measureDeal(trial, share, { ...options, seed: DEALS * seed + deal }));
    await onProgress?.((deal + 1) / (DEALS + 1), `deal ${deal + 1} of ${DEALS}`);
  }
  const curve = meanCurve(deals, 'same');
  const interval = intervalOf(curve.coefficient, curve.coefficientError);
  const { model } = await learnEffect(trial, share, options);
  await onProgress?.(1, 'the effect of all');
  return { curve, interval, differs: interval.low > 0, model };
}

async function measureDeal(trial: Trial, share: number, options: UpliftOptions): Promise<QiniCurve> {
  const parts = stratifiedKFold(trial.treated, { folds: PARTS, seed: options.seed! });
  const curves: QiniCurve[] = [];
  for (let part = 1; part < PARTS; part++) {
    throwIfAborted(options.signal);
    const known = takeTrialRows(
      trial,
      placesOf(parts, (own) => own < part),
    );
    const held = takeTrialRows(
      trial,
      placesOf(parts, (own) => own === part),
    );
    const { model, outcome } = await learnEffect(known, share, options);
    curves.push(qiniCurve(predictUplift(model, held.table), effectScores(held, share, outcome)));
  }
  return meanCurve(curves, 'others');
}

/**
 * What each row says of its own effect: unbiased whatever the outcome models say, as the treatment was drawn with a known
 * chance, and the less noisy the better these are (Robins, Rotnitzky and Zhao 1994).
 */
function effectScores({ table, treated, y }: Trial, share: number, outcome: readonly TrainedClassifier[]) {
  const expected = new Float64Array(y.length);
  for (const { preprocessor, model } of outcome) {
    const probabilities = predictProba(model, applyPreprocessor(preprocessor, table));
    for (let i = 0; i < expected.length; i++) expected[i]! += probabilities[i]! / outcome.length;
  }
  return expected.map((p, i) => ((treated[i]! - share) / (share * (1 - share))) * (y[i]! - p));
}

function placesOf(parts: Int32Array, isIn: (part: number) => boolean): number[] {
  const places: number[] = [];
  for (let i = 0; i < parts.length; i++) if (isIn(parts[i]!)) places.push(i);
  return places;
}
