import { type FeatureTable, requireTableShape } from '../preprocessing/feature-table.js';
import { applyPreprocessor, fitPreprocessor } from '../preprocessing/pipeline.js';
import type { Preprocessor } from '../preprocessing/preprocessor.js';
import type { Pool, StopSignal } from '../types.js';
import {
  requireHooks,
  requireInstance,
  requireInteger,
  requireModel,
  requireOptions,
} from '../validation.js';
import { averageSplits, type BinSums } from './average-splits.js';
import { type EffectScores, effectScores } from './effect-scores.js';
import { binRows, chooseSplits, type Splits } from './split-bins.js';
import { requireTrial, type Trial } from './trial.js';

/** How an uplift model is fitted. */
export interface UpliftOptions {
  /** Default 0. */
  readonly seed?: number;
  readonly pool?: Pool;
  readonly signal?: StopSignal;
}

/** What says how much a treatment raises each row's chance of what is wished for. Plain data. */
export interface UpliftModel {
  readonly kind: 'uplift';
  readonly version: 2;
  readonly preprocessor: Preprocessor;
  readonly splits: Splits;
  /** What each bin of each encoded column adds to an effect, and what they add to. */
  readonly mean: number;
  readonly effects: Float64Array;
}

/**
 * Learns effects that differ between rows: what boosted trees leave unexplained says of each row by how much its effect is
 * above that on all (`effectScores`), and splits of columns in two are averaged by it (`averageSplits`).
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument or the column
 */
export async function fitUplift(trial: Trial, options: UpliftOptions = {}): Promise<UpliftModel> {
  requireUpliftOptions(options);
  const share = requireTrial(trial);
  const { seed = 0, ...hooks } = options;
  return learnEffects(encodeTrial(trial.table), await effectScores(trial, share, { seed, ...hooks }));
}

/**
 * By how much the treatment raises the chance of what is wished for, for each row: −1..1.
 * @throws ShapeError or InvalidParameterError if the table is not like the one that was learned from
 */
export function predictUplift(model: UpliftModel, table: FeatureTable): Float64Array {
  requireModel(model, 'uplift');
  requireInstance('model.effects', model.effects, Float64Array);
  requireTableShape(table);
  const { preprocessor, splits, mean, effects } = model;
  const bins = binRows(applyPreprocessor(preprocessor, table), splits);
  const columns = preprocessor.encodedNames.length;
  return Float64Array.from({ length: table.rows }, (_, row) =>
    Math.max(-1, Math.min(1, mean + sumEffects(effects, bins, row * columns, columns))),
  );
}

/** Throws for options of which one is wrong. */
export function requireUpliftOptions(options: UpliftOptions): void {
  const { seed = 0 } = requireOptions(options);
  requireInteger('seed', seed, 0, 2 ** 50);
  requireHooks(options);
}

/** Rows as the bins that their values are in. */
export interface BinnedTrial {
  readonly preprocessor: Preprocessor;
  readonly splits: Splits;
  readonly bins: Int32Array;
  readonly rows: number;
  /** Encoded columns, and how many bins they have together. */
  readonly columns: number;
  readonly binCount: number;
}

/** Puts every row into its bins. */
export function encodeTrial(table: FeatureTable): BinnedTrial {
  const preprocessor = fitPreprocessor(table, { scaling: 'none' });
  const X = applyPreprocessor(preprocessor, table);
  const splits = chooseSplits(X);
  const binCount = splits.points.length + X.columns;
  return { preprocessor, splits, bins: binRows(X, splits), rows: X.rows, columns: X.columns, binCount };
}

/**
 * The model of all rows, whose mean effect is the one on all.
 * @param comes How much of what is expected of each comes, 0..1.
 */
export function learnEffects(trial: BinnedTrial, found: EffectScores, comes = 1): UpliftModel {
  const rows = Int32Array.from({ length: trial.rows }, (_, row) => row);
  const { preprocessor, splits, bins, columns } = trial;
  const learned = averageSplits(sumBins(trial, weighScores(found), rows), splits, preprocessor.sourceIndex);
  const effects = learned.map((effect) => comes * effect);
  const sum = rows.reduce((all, row) => all + sumEffects(effects, bins, row * columns, columns), 0);
  const mean = found.mean - sum / rows.length;
  return { kind: 'uplift', version: 2, preprocessor, splits, mean, effects };
}

/**
 * What each row adds to the sums of its bins. A score has the variance of one over its weight, up to what is the same for all:
 * that stands in place of its own square, which is small by chance where what is rare did not happen and the mean is large.
 */
export function weighScores({ scores, weights }: Pick<EffectScores, 'scores' | 'weights'>): BinSums {
  const weighted = scores.map((score, row) => score * weights[row]!);
  const whole = weighted.reduce((sum, score) => sum + score * score, 0);
  const each = whole / weights.reduce((sum, weight) => sum + weight, 0);
  return { weights, scores: weighted, variances: weights.map((weight) => each * weight) };
}

/** Adds up by bin what some rows add to them. */
export function sumBins(trial: BinnedTrial, weighed: BinSums, rows: Int32Array): BinSums {
  const sum = (values: Float64Array) => sumByBin(trial, values, rows);
  return { weights: sum(weighed.weights), scores: sum(weighed.scores), variances: sum(weighed.variances) };
}

/** Adds up a figure of some rows by bin. */
export function sumByBin(
  { bins, columns, binCount }: BinnedTrial,
  values: Float64Array,
  rows: Int32Array,
): Float64Array {
  const sums = new Float64Array(binCount);
  for (const row of rows) {
    const value = values[row]!;
    const end = (row + 1) * columns;
    for (let at = row * columns; at < end; at++) sums[bins[at]!]! += value;
  }
  return sums;
}

/** What the bins of a row add to the effect on all. */
export function sumEffects(effects: Float64Array, bins: Int32Array, from: number, columns: number): number {
  let sum = 0;
  for (let at = from; at < from + columns; at++) sum += effects[bins[at]!]!;
  return sum;
}
