import { type FeatureTable, type Pool, takeTableRows } from '@holdfast/ml-core';
import { classify } from './classify.js';
import type { ClassifyOptions, ScoreBatch, TrainedClassifier } from './classify-types.js';
import type { Operation } from './engine-session.js';
import { scoreTable } from './scoring-model.js';

/** Rows that are scored and travel together. */
const BATCH_ROWS = 4096;

/** Who scores the rows: a model, and in its place the held-out ones for rows that it was trained on. */
export type Scorers = Pick<TrainedClassifier, 'model' | 'heldOut'>;

/** Finds the best classifier of a target. */
export const classifyRows: Operation<ClassifyOptions, TrainedClassifier> = (session, options, context) =>
  classify(session, options, {
    clock: () => performance.now() / 1000,
    pool: session.pool,
    estimators: session.estimators,
    progress: context.progress,
  });

/** Sends the score of every row with its contributions, in the order of the snapshot. */
export const scoreRows: Operation<Scorers, number> = async (session, scorers, context) => {
  const used = new Set(scorers.model.columns.map(({ name }) => name));
  const { rows, columns } = session.features;
  const table = { ...session.features, columns: columns.filter(({ name }) => used.has(name)) };
  for (let from = 0; from < rows; from += BATCH_ROWS) {
    const to = Math.min(from + BATCH_ROWS, rows);
    const scored = await scoreRange(table, scorers, from, to, session.pool);
    const batch = { rows: session.rowNumbers.slice(from, to), ...scored };
    context.progress(to / rows, 'Scoring every customer');
    await context.emit<ScoreBatch>(batch);
  }
  return rows;
};

/** Scores the rows from..to−1, each by the model that is to score it. */
export async function scoreRange(
  table: FeatureTable,
  { model, heldOut }: Scorers,
  from: number,
  to: number,
  pool?: Pool,
): Promise<Omit<ScoreBatch, 'rows'>> {
  const width = model.columns.length;
  const batch = {
    baseValue: new Float64Array(to - from),
    probability: new Float64Array(to - from),
    rawOutput: new Float64Array(to - from),
    contributions: new Float64Array((to - from) * width),
  };
  const models = heldOut?.models ?? [];
  for (let fold = -1; fold < models.length; fold++) {
    const rows = Int32Array.from({ length: to - from }, (_, i) => from + i).filter(
      (row) => (heldOut?.foldOf[row] ?? -1) === fold,
    );
    if (rows.length === 0) continue;
    const scores = await scoreTable({ ...model, ...models[fold] }, takeTableRows(table, rows), pool);
    rows.forEach((row, i) => {
      const at = row - from;
      const judged = heldOut?.probability[row] ?? Number.NaN;
      batch.baseValue[at] = scores.baseValue;
      batch.probability[at] = Number.isNaN(judged) ? scores.probability[i]! : judged;
      batch.rawOutput[at] = scores.rawOutput[i]!;
      const parts = scores.contributions.data.subarray(i * width, (i + 1) * width);
      batch.contributions.set(parts, at * width);
    });
  }
  return batch;
}
