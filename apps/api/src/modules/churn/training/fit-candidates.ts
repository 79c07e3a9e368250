import {
  type ClassifierRecipe,
  type CrossFitted,
  chooseRidge,
  crossFitCalibration,
  crossValidate,
  type FeatureTable,
  type TrainedClassifier as FoldModel,
  type ImbalanceStrategy,
  stratifiedKFold,
} from '@holdfast/ml-core';
import type { Settings } from './candidate-settings.js';
import { FOLDS } from './folds.js';
import { type Heat, heldRows } from './heats.js';
import type { ComparisonTools } from './judged-rows.js';
import type { HeatScores } from './race.js';
import type { Algorithm } from './training.types.js';

/** What a candidate is made by; the same object for the same candidate. */
export interface CandidateRecipe {
  readonly algorithm: Algorithm;
  readonly imbalance: ImbalanceStrategy;
  readonly settings: Settings;
}

/** What a candidate did in a heat. */
export interface HeatFits extends HeatScores {
  readonly outOfFold: CrossFitted;
  /** For each fold held out, the model trained without it. */
  readonly models: readonly FoldModel[];
}

/** Fits candidates to the folds of heats. Each fold is fitted once: a later heat adds those that it lacks. */
export interface CandidateFits {
  run(recipe: CandidateRecipe, heat: Heat): Promise<HeatFits>;
  /** Seconds that a candidate's fits took so far. */
  secondsOf(recipe: CandidateRecipe): number;
  /** Lets go of a candidate's models: forests are large. */
  forget(recipe: CandidateRecipe): void;
  /**
   * The ridge penalty for each row, chosen on the folds that these rows are first tried on: on fresh folds what was
   * chosen is judged, not chosen again.
   */
  ridgeOf(rows: Heat['rows']): number;
}

interface FoldFits {
  readonly scores: Float64Array;
  readonly models: Map<number, FoldModel>;
}

/** The settings of a logistic regression that learns from so many rows. */
export function penalised(ridge: number | null, rows: number): Pick<ClassifierRecipe, 'logisticRegression'> {
  return ridge === null ? {} : { logisticRegression: { l2: ridge * rows } };
}

/** Creates what fits the candidates of one comparison. */
export function createCandidateFits(
  seed: number,
  { clock, pool, estimators: { fitRandomForest } }: ComparisonTools,
): CandidateFits {
  const fits = new Map<CandidateRecipe, Map<Heat['rows'], FoldFits>>();
  const seconds = new Map<CandidateRecipe, number>();
  const ridges = new Map<FeatureTable, number>();
  const ridgeOf = ({ table, y, folds }: Heat['rows']) => {
    const ridge = ridges.get(table) ?? chooseRidge(table, y, folds);
    ridges.set(table, ridge);
    return ridge;
  };

  async function fitFolds(
    recipe: CandidateRecipe,
    rows: Heat['rows'],
    hold: readonly number[],
    into: FoldFits,
  ) {
    const { settings, ...strategy } = recipe;
    const ridge = recipe.algorithm === 'logisticRegression' ? ridgeOf(rows) : null;
    const start = clock();
    const { outOfFold, models } = await crossValidate({
      ...{ table: rows.table, y: rows.y, folds: rows.folds, hold },
      ...{ ...strategy, seed, pool, fitRandomForest, ...settings },
      ...penalised(ridge, rows.y.length * (1 - 1 / FOLDS)),
    });
    seconds.set(recipe, (seconds.get(recipe) ?? 0) + clock() - start);
    for (const [i, fold] of hold.entries()) into.models.set(fold, models[i]!);
    for (let i = 0; i < outOfFold.length; i++) {
      if (!Number.isNaN(outOfFold[i])) into.scores[i] = outOfFold[i]!;
    }
  }

  return {
    async run(recipe, heat) {
      const { rows, hold } = heat;
      const own = fits.get(recipe) ?? new Map<Heat['rows'], FoldFits>();
      fits.set(recipe, own);
      const fitted = own.get(rows) ?? { scores: new Float64Array(rows.y.length), models: new Map() };
      own.set(rows, fitted);
      const missing = hold.filter((fold) => !fitted.models.has(fold));
      if (missing.length > 0) await fitFolds(recipe, rows, missing, fitted);
      return { ...calibrateHeat(heat, fitted.scores), models: hold.map((fold) => fitted.models.get(fold)!) };
    },
    secondsOf: (recipe) => seconds.get(recipe) ?? 0,
    forget: (recipe) => void fits.delete(recipe),
    ridgeOf,
  };
}

/** One fold calibrates itself in two halves, each by the other; several calibrate one another. */
function calibrateHeat(heat: Heat, scores: Float64Array): Omit<HeatFits, 'models'> {
  const held = heldRows(heat);
  const y = Uint8Array.from(held, (i) => heat.rows.y[i]!);
  const parts =
    heat.hold.length > 1
      ? Int32Array.from(held, (i) => heat.rows.folds[i]!)
      : stratifiedKFold(y, { folds: 2, keys: Int32Array.from(held, (i) => heat.rows.keys[i]!) });
  const outOfFold = crossFitCalibration(
    Float64Array.from(held, (i) => scores[i]!),
    y,
    parts,
  );
  return { y, probabilities: outOfFold.calibrated, outOfFold };
}
