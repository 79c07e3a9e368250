import {
  applyPreprocessor,
  type Contributions,
  calibrate,
  contributions,
  contributionsInChunks,
  createMatrix,
  type EncodingWarning,
  encodeRecord,
  type FeatureTable,
  type Matrix,
  mergeBySource,
  type Pool,
  probabilityOf,
  type RecordValue,
} from '@holdfast/ml-core';
import type { ScoringModel } from './analytics-engine.js';

/** Scores and their exact parts: base value + the contributions of a row = its raw output. */
export interface Scores {
  readonly baseValue: number;
  readonly probability: Float64Array;
  readonly rawOutput: Float64Array;
  /** Rows × original columns. */
  readonly contributions: Matrix;
}

/** One customer's score. */
export interface RecordScore {
  readonly baseValue: number;
  readonly probability: number;
  readonly rawOutput: number;
  /** One entry per original column, in the order of `model.columns`. */
  readonly contributions: Float64Array;
  readonly warnings: readonly EncodingWarning[];
}

/** Scores every row of a table, on the pool if there is one. */
export async function scoreTable(model: ScoringModel, table: FeatureTable, pool?: Pool): Promise<Scores> {
  const X = applyPreprocessor(model.preprocessor, table);
  return toScores(model, await contributionsInChunks(model.classifier, X, pool && { pool }));
}

/** Scores the attributes of some customers exactly like rows of a table; together they cost far less than one by one. */
export function scoreRecords(
  model: ScoringModel,
  records: readonly Readonly<Record<string, RecordValue>>[],
): RecordScore[] {
  const encoded = records.map((record) => encodeRecord(model.preprocessor, record));
  const X = createMatrix(records.length, model.preprocessor.encodedNames.length);
  encoded.forEach(({ x }, i) => {
    X.data.set(x, i * X.columns);
  });
  const scores = toScores(model, contributions(model.classifier, X));
  const { data, columns } = scores.contributions;
  return encoded.map(({ warnings }, i) => ({
    baseValue: scores.baseValue,
    probability: scores.probability[i]!,
    rawOutput: scores.rawOutput[i]!,
    contributions: data.subarray(i * columns, (i + 1) * columns),
    warnings,
  }));
}

function toScores(
  { preprocessor, classifier, calibrator, columns }: ScoringModel,
  { base, rawOutput, values }: Contributions,
): Scores {
  return {
    baseValue: base,
    probability: calibrate(calibrator, probabilityOf(classifier, rawOutput)),
    rawOutput,
    contributions: mergeBySource(values, preprocessor.sourceIndex, columns.length),
  };
}
