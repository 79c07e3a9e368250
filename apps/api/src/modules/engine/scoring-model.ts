import {
  applyPreprocessor,
  type Contributions,
  calibrate,
  completeRow,
  contributions,
  contributionsInChunks,
  createMatrix,
  type DonorPool,
  type EncodingWarning,
  encodeRecord,
  type FeatureTable,
  type Matrix,
  mergeBySource,
  type Pool,
  probabilityOf,
  type RecordValue,
  rawOutput,
  takeRows,
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

/** The probabilities of some customers, without what they are made of: for trees a fraction of the work. */
export function predictRecords(
  { preprocessor, classifier, calibrator }: ScoringModel,
  records: readonly Readonly<Record<string, RecordValue>>[],
): Float64Array {
  const X = createMatrix(records.length, preprocessor.encodedNames.length);
  records.forEach((record, i) => {
    X.data.set(encodeRecord(preprocessor, record).x, i * X.columns);
  });
  return calibrate(calibrator, probabilityOf(classifier, rawOutput(classifier, X)));
}

/** The score of a customer of whom only some attributes are known. */
export interface PartialScore extends RecordScore {
  /** Of 100 customers who share what is known, 80 have a probability from here on … */
  readonly low: number;
  /** … up to here. */
  readonly high: number;
  /** The columns that are not known, in the order of `model.columns`. */
  readonly unknown: readonly string[];
}

/** Completions whose contributions are averaged; those of trees take their time. */
const EXPLAINED = { logisticRegression: 200, randomForest: 2, gradientBoosting: 8 };

/** The columns of which a model saw every value in training, so that it has learned nothing about a missing one. */
export function columnsWithoutGaps({ preprocessor }: Pick<ScoringModel, 'preprocessor'>): string[] {
  return preprocessor.columns.flatMap((encoding) =>
    encoding.kind !== 'dropped' && encoding.missingAt < 0 ? [encoding.name] : [],
  );
}

/**
 * Which columns of a record are not known: those without a usable value. A value that is said to be missing (null) is one
 * that the model has learned from, if it saw such in training.
 */
export function unknownColumns(
  { preprocessor, columns }: ScoringModel,
  record: Readonly<Record<string, RecordValue>>,
  given: Readonly<Record<string, unknown>>,
): ReadonlySet<string> {
  const { warnings } = encodeRecord(preprocessor, record);
  // Most records have every value.
  if (warnings.length === 0) return new Set();
  const whole = new Set(columnsWithoutGaps({ preprocessor }));
  const names = new Set(columns.map(({ name }) => name));
  const unusable = warnings.filter(
    ({ column, problem }) =>
      names.has(column) &&
      (problem === 'notANumber' || (problem === 'missing' && (whole.has(column) || !isNone(given, column)))),
  );
  return new Set(unusable.map(({ column }) => column));
}

/** Whether a record says that a customer has no value in a column. */
function isNone(given: Readonly<Record<string, unknown>>, column: string): boolean {
  const value = Object.hasOwn(given, column) ? given[column] : undefined;
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/**
 * Scores a record by what customers are like who share what is known of it: the probability is the average over donors
 * that lend what is not, the contributions are averaged over some of them and add up with their average raw output.
 */
export function scorePartially(
  model: ScoringModel,
  donors: DonorPool,
  record: Readonly<Record<string, RecordValue>>,
  unknown: ReadonlySet<string>,
): PartialScore {
  const { preprocessor, classifier, calibrator, columns } = model;
  const { x, warnings } = encodeRecord(preprocessor, record);
  const X = completeRow(
    donors,
    x,
    columns.map(({ name }) => !unknown.has(name)),
  );
  const output = rawOutput(classifier, X);
  const probability = calibrate(calibrator, probabilityOf(classifier, output));
  const byOutput = Int32Array.from(output.keys()).sort((a, b) => output[a]! - output[b]!);
  const count = Math.min(EXPLAINED[classifier.kind], X.rows);
  const explained = Int32Array.from(
    { length: count },
    (_, i) => byOutput[Math.floor(((i + 0.5) * X.rows) / count)]!,
  );
  const scores = toScores(model, contributions(classifier, takeRows(X, explained)));
  const parts = new Float64Array(columns.length);
  scores.contributions.data.forEach((value, at) => {
    parts[at % columns.length]! += value / count;
  });
  const sorted = probability.toSorted();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return {
    baseValue: scores.baseValue,
    probability: mean(probability),
    rawOutput: mean(scores.rawOutput),
    contributions: parts,
    low: at(0.1),
    high: at(0.9),
    unknown: columns.flatMap(({ name }) => (unknown.has(name) ? [name] : [])),
    warnings: warnings.map((warning) =>
      unknown.has(warning.column)
        ? { ...warning, message: `${warning.fact}; customers who are alike otherwise stand in` }
        : warning,
    ),
  };
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

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
