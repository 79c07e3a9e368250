import { takeTableRows } from '@holdfast/ml-core';
import {
  type ResultSink,
  type SampledTable,
  type ScoreBatch,
  type ScoringModel,
  scoreTable,
  type TableSource,
} from '../../engine/index.js';
import type { HeldOutScores } from './held-out.js';

/** Rows that are scored and sent together. */
const BATCH_ROWS = 4096;

/** A model, and the held-out models that replace it for its training rows. */
export interface Scorers {
  readonly model: ScoringModel;
  readonly heldOut: HeldOutScores | null;
}

/**
 * Sends the score of every row with its contributions: each row is encoded and passed through the model that scores it
 * once. If the model memorises its training rows, which are in memory, they are scored here by the models that had not
 * seen them, and the source scores the others.
 * @returns how many rows
 */
export async function scoreRows(
  source: TableSource,
  sample: SampledTable,
  { model, heldOut }: Scorers,
  sink: ResultSink<ScoreBatch>,
  onProgress?: (fraction: number) => void,
): Promise<number> {
  if (heldOut === null) return source.score(model, sink, { onProgress });
  const share = sample.rows / source.rows;
  const scored = await scoreHeldOut(sample, { model, heldOut }, sink, (fraction) =>
    onProgress?.(share * fraction),
  );
  if (scored === source.rows) return scored;
  const others = await source.score(model, sink, {
    except: sample,
    onProgress: (fraction) => onProgress?.(share + (1 - share) * fraction),
  });
  return scored + others;
}

async function scoreHeldOut(
  sample: SampledTable,
  scorers: Scorers & { readonly heldOut: HeldOutScores },
  sink: ResultSink<ScoreBatch>,
  onProgress: (fraction: number) => void,
): Promise<number> {
  for (let from = 0; from < sample.rows; from += BATCH_ROWS) {
    const to = Math.min(from + BATCH_ROWS, sample.rows);
    const batch = await scoreRange(sample, scorers, from, to);
    onProgress(to / sample.rows);
    await sink(batch);
  }
  return sample.rows;
}

/** Scores the rows from..to−1 of a sample, each with its own model. */
async function scoreRange(
  { table, rowNumbers, pool }: SampledTable,
  { model, heldOut }: Scorers & { readonly heldOut: HeldOutScores },
  from: number,
  to: number,
): Promise<ScoreBatch> {
  const width = model.columns.length;
  const batch = {
    rows: rowNumbers.slice(from, to),
    baseValue: new Float64Array(to - from),
    probability: new Float64Array(to - from),
    rawOutput: new Float64Array(to - from),
    contributions: new Float64Array((to - from) * width),
  };
  for (let fold = -1; fold < heldOut.models.length; fold++) {
    const rows = Int32Array.from({ length: to - from }, (_, i) => from + i).filter(
      (row) => heldOut.foldOf[row] === fold,
    );
    if (rows.length === 0) continue;
    const scores = await scoreTable({ ...model, ...heldOut.models[fold] }, takeTableRows(table, rows), pool);
    rows.forEach((row, i) => {
      const at = row - from;
      const judged = heldOut.probability[row]!;
      batch.baseValue[at] = scores.baseValue;
      batch.probability[at] = Number.isNaN(judged) ? scores.probability[i]! : judged;
      batch.rawOutput[at] = scores.rawOutput[i]!;
      const parts = scores.contributions.data.subarray(i * width, (i + 1) * width);
      batch.contributions.set(parts, at * width);
    });
  }
  return batch;
}
