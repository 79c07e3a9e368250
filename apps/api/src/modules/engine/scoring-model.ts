import {
  applyPreprocessor,
  calibrate,
  contributions,
  type EncodingWarning,
  encodeRecord,
  type FeatureTable,
  type Matrix,
  mergeBySource,
  predictProba,
  type RecordValue,
  rawOutput,
} from '@holdfast/ml-core';
import type { ScoringModel } from './classify-types.js';

/** Scores, and their exact parts: base value + the contributions of a row = its raw output. */
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
  /** One entry an original column, in the order of `model.columns`. */
  readonly contributions: Float64Array;
  readonly warnings: readonly EncodingWarning[];
}

/** Scores every row of a table. */
export function scoreTable(model: ScoringModel, table: FeatureTable): Scores {
  return scoreEncoded(model, applyPreprocessor(model.preprocessor, table));
}

/** Scores the attributes of one customer, exactly as a row of a table is scored. */
export function scoreRecord(model: ScoringModel, record: Readonly<Record<string, RecordValue>>): RecordScore {
  const { x, warnings } = encodeRecord(model.preprocessor, record);
  const scores = scoreEncoded(model, { rows: 1, columns: x.length, data: x });
  return {
    baseValue: scores.baseValue,
    probability: scores.probability[0]!,
    rawOutput: scores.rawOutput[0]!,
    contributions: scores.contributions.data,
    warnings,
  };
}

function scoreEncoded({ preprocessor, classifier, calibrator, columns }: ScoringModel, X: Matrix): Scores {
  const encoded = contributions(classifier, X);
  return {
    baseValue: encoded.base,
    probability: calibrate(calibrator, predictProba(classifier, X)),
    rawOutput: rawOutput(classifier, X),
    contributions: mergeBySource(encoded.values, preprocessor.sourceIndex, columns.length),
  };
}
