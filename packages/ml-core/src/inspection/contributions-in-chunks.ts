import { type ClassifierModel, classifierKinds } from '../classifier.js';
import { createMatrix } from '../matrix.js';
import { type NamedTask, runInSlots, runTask } from '../parallel/run-in-slots.js';
import type { Matrix, OnProgress, Pool, StopSignal } from '../types.js';
import { requireHooks, requireObject, requireOneOf, requireOptions } from '../validation.js';
import { contributions } from './contributions.js';
import { type Contributions, requireExplainable } from './tree-shap.js';

/** How contributions are computed in chunks. */
export interface ContributionsInChunksOptions {
  readonly pool?: Pool;
  readonly signal?: StopSignal;
  readonly onProgress?: OnProgress;
}

/** A quarter of a second with a hundred deep trees: long compared with handing over the model, short for a listener. */
const CHUNK_ROWS = 256;

/** Explains some rows. Runs on any thread. */
export const contributionsTask: NamedTask<{ model: ClassifierModel; X: Matrix }, Contributions> = {
  name: 'contributions',
  run: ({ model, X }) => contributions(model, X),
};

/**
 * `contributions` of many rows, on the pool if there is one, with progress, and stoppable. The results are the same to
 * the last bit.
 * @throws what `contributions` throws
 */
export async function contributionsInChunks(
  model: ClassifierModel,
  X: Matrix,
  options: ContributionsInChunksOptions = {},
): Promise<Contributions> {
  const { pool, signal, onProgress } = requireOptions(options);
  requireHooks(options);
  requireOneOf('model.kind', requireObject('model', model).kind, classifierKinds);
  requireObject('X', X);
  if (model.kind === 'logisticRegression' || X.rows <= CHUNK_ROWS) return contributions(model, X);
  requireExplainable(model, X);
  const { rows, columns } = X;
  const values = createMatrix(rows, columns);
  const rawOutput = new Float64Array(rows);
  const jobs = Array.from({ length: Math.ceil(rows / CHUNK_ROWS) }, (_, chunk) => async () => {
    const first = chunk * CHUNK_ROWS;
    const count = Math.min(CHUNK_ROWS, rows - first);
    const part = createMatrix(count, columns, X.data.slice(first * columns, (first + count) * columns));
    const explained = await runTask(pool, contributionsTask, { model, X: part });
    values.data.set(explained.values.data, first * columns);
    rawOutput.set(explained.rawOutput, first);
    return explained.base;
  });
  const told = { signal, onProgress, step: 'explaining' };
  const [base] = await runInSlots(pool?.threads ?? 1, jobs, told);
  return { base: base!, rawOutput, values };
}
