import {
  applyPreprocessor,
  brierScore,
  calibrate,
  crossFitCalibration,
  expectedCalibrationError,
  predictProba,
  takeTableRows,
} from '@holdfast/ml-core';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ScoringModel } from '../../engine/index.js';
import { observeRates } from '../observed/observe-rates.js';
import { countByFold, reachOfDates } from './describe-folds.js';
import { describeQuality, drawCurves } from './describe-quality.js';
import { findRules } from './find-rules.js';
import { prepareRows, type TrainingTable } from './prepare-rows.js';
import { rankColumns } from './rank-columns.js';
import { rankGroups } from './rank-groups.js';
import type {
  Algorithm,
  Candidate,
  PromisedQuality,
  TrainedClassifier,
  TrainingOptions,
} from './training.types.js';

/** A model that was trained elsewhere. */
export interface GivenClassifier {
  readonly scoring: ScoringModel;
  readonly algorithm: Algorithm;
  readonly imbalance: Candidate['imbalance'];
  readonly promised: PromisedQuality;
}

/** Predicted over observed within this of 1, and an error of calibration of at most this, need no other calibration. */
const HOLDS = { ratio: 0.05, error: 0.03 };
/** It knows the rows by heart if its Brier score, as a share of that of the rate alone, is below this share of what it promised. */
const BY_HEART = 0.85;

/**
 * Judges a model that was trained elsewhere on the customers here whose answer is known, as a new one is judged on those that
 * it had not seen. Where its probabilities do not hold here they are calibrated anew, by cross-fitting.
 * @throws AppError if the answers do not support a judgement, if the model sees what a rule is computed from, or if it knows
 * these customers by heart: then nothing here tells how good it is
 */
export async function judgeClassifier(
  rows: TrainingTable,
  options: TrainingOptions,
  { scoring, algorithm, imbalance, promised }: GivenClassifier,
): Promise<TrainedClassifier> {
  const training = await prepareRows(rows, options);
  const computed = training.leftOut.filter(({ reason }) => reason === 'computedFromRule');
  if (computed.length > 0) {
    const names = computed.map(({ column }) => `"${column}"`).join(', ');
    throw new AppError('LEAKAGE_BLOCKED', `The model sees ${names}, which the rule is computed from.`);
  }
  const { known, judged: places } = training.placement;
  const { columns } = scoring;
  const seen = {
    ...rows.table,
    columns: columns.map(({ name }) => rows.table.columns.find((column) => column.name === name)!),
  };
  const all = takeTableRows(seen, known);
  const { y } = training.judged;
  const judged = { ...training.judged, table: takeTableRows(all, places), folds: new Int32Array(y.length) };

  const raw = predictProba(scoring.classifier, applyPreprocessor(scoring.preprocessor, judged.table));
  const own = calibrate(scoring.calibrator, raw);
  requireUnseen(y, own, promised);
  const holds = isCalibrated(y, own);
  const anew = holds ? null : crossFitCalibration(raw, y, training.judged.folds);
  const probabilities = anew?.calibrated ?? own;
  const model = { ...scoring, calibrator: anew?.calibrator ?? scoring.calibrator };
  const metrics = describeQuality(y, probabilities);
  const models = [{ preprocessor: scoring.preprocessor, model: scoring.classifier }];
  const importances = rankColumns(judged, models, options.seed);
  const observed = observeRates(all, training.all.y, columns);
  return {
    ...{ algorithm, imbalance, model, metrics, importances, observed },
    remembersRows: false,
    drawnRows: rows.table.rows,
    rows: training.all.y.length,
    positives: training.positives,
    judgedRows: y.length,
    duplicateRows: training.duplicateRows,
    repeats: training.repeats,
    leftOut: [],
    folds: { ...countByFold(judged), keptTogether: 0, fresh: true },
    dates: reachOfDates(all),
    suspects: training.suspects,
    candidates: [
      {
        ...{ algorithm, imbalance, metrics, fitSeconds: 0, chosen: true, rows: y.length },
        ...{ wentNoFurther: null, settings: [] },
      },
    ],
    ...drawCurves(y, probabilities),
    outOfFold: { rowNumbers: Int32Array.from(places, (i) => rows.rowNumbers[known[i]!]!), probabilities, y },
    importanceGroups: rankGroups(judged, models, importances, { observed, seed: options.seed }),
    learningCurve: null,
    rules: findRules(judged),
    given: { promised, calibratedAnew: !holds },
  };
}

function isCalibrated(y: Uint8Array, p: Float64Array): boolean {
  const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);
  const ratio = sum(p) / sum(y);
  return Math.abs(ratio - 1) <= HOLDS.ratio && expectedCalibrationError(y, p) <= HOLDS.error;
}

function requireUnseen(y: Uint8Array, p: Float64Array, promised: PromisedQuality): void {
  const rate = y.reduce((total, label) => total + label, 0) / y.length;
  const here = brierScore(y, p) / (rate * (1 - rate));
  const there = promised.brierScore / (promised.rate * (1 - promised.rate));
  if (here >= BY_HEART * there) return;
  throw new AppError(
    'MODEL_TOO_WEAK',
    `The model seems to have learned from these very customers: its error here is ${here.toFixed(2)} of that of the rate alone, where it promised ${there.toFixed(2)} for others. What it knows by heart cannot be verified on them; train it here instead.`,
  );
}
