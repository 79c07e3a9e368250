import {
  type ClassifierRecipe,
  type LearningCurve,
  measureLearningCurve,
  takeTableRows,
} from '@holdfast/ml-core';
import { type ComparisonTools, type JudgedRows, penalised } from './compare-candidates.js';

/** Rows that are learned from at most: beyond them a curve is flat, or too dear to draw. */
const MAX_ROWS = 5000;
/** Trees of what is drawn with: fewer than a model has, for what more rows bring does not hang on the last of them. */
const FEW_TREES = { randomForest: { trees: 40 }, gradientBoosting: { maxIterations: 60, learningRate: 0.1 } };

/** How good the chosen algorithm is by how many customers it learns from; null where they are too few to tell. */
export async function drawLearningCurve(
  judged: JudgedRows,
  {
    ridge,
    ...recipe
  }: Pick<ClassifierRecipe, 'algorithm' | 'imbalance' | 'seed'> & { readonly ridge: number | null },
  { pool }: Pick<ComparisonTools, 'pool'>,
): Promise<LearningCurve | null> {
  const some = evenly(judged);
  const curve = await measureLearningCurve({
    ...some,
    ...recipe,
    ...FEW_TREES,
    ...(pool && { pool }),
    recipeFor: (rows) => penalised(ridge, rows),
  });
  return curve.sizes.length < 3 ? null : curve;
}

function evenly({ table, y, folds }: JudgedRows) {
  const step = Math.max(1, y.length / MAX_ROWS);
  const rows = Int32Array.from({ length: Math.floor(y.length / step) }, (_, i) => Math.floor(i * step));
  return {
    table: takeTableRows(table, rows),
    y: Uint8Array.from(rows, (i) => y[i]!),
    folds: Int32Array.from(rows, (i) => folds[i]!),
  };
}
