import * as core from '@holdfast/ml-core';
import type { OperationContext } from '../../../platform/threads/thread-protocol.js';
import { type AnalysisTools, ROWS_IN_HAND } from '../../compute/index.js';
import type { SampledTable, SnapshotRef } from '../../engine/index.js';
import type { FeatureSpec } from '../../feature-matrix/index.js';
import { type FoundClassifier, findClassifier } from './find-classifier.js';
import { type GivenClassifier, judgeClassifier } from './judge-classifier.js';
import { scoreRows } from './score-rows.js';
import type { TrainedClassifier, TrainingOptions } from './training.types.js';

/** The rows and columns that a classifier is learned from; the target's column is among those alongside. */
export interface TrainClassifierRequest {
  readonly snapshot: SnapshotRef;
  readonly spec: FeatureSpec;
  /** Maximum rows to learn from. Default: four million. */
  readonly rowsInHand?: number;
}

/** The operations of a training, to be called in this order. */
export type TrainClassifierOperations = {
  /** Finds the best classifier for a target. */
  readonly train: (options: TrainingOptions, context: OperationContext) => Promise<TrainedClassifier>;
  /** Judges one that was trained elsewhere on these rows. */
  readonly judge: (options: JudgeOptions, context: OperationContext) => Promise<TrainedClassifier>;
  /** Sends the score of every row as a `ScoreBatch`. Returns how many rows. */
  readonly score: (options: object, context: OperationContext) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** What is judged, and by which answers. */
export interface JudgeOptions {
  readonly options: TrainingOptions;
  readonly given: GivenClassifier;
}

/** Finds a classifier in this thread. Its fold models stay here to score the rows that it memorises. */
export async function trainClassifier(
  { snapshot, spec, rowsInHand = ROWS_IN_HAND }: TrainClassifierRequest,
  { engine, pool, clock }: AnalysisTools,
): Promise<TrainClassifierOperations> {
  const { columns, alongside = [], observedOn } = spec;
  const table = { columns: [...columns, ...alongside], ...(observedOn && { observedOn }) };
  const source = await engine.open(snapshot, table);
  const estimators = engine.estimators ?? core;
  let found: (FoundClassifier & { readonly sample: SampledTable }) | undefined;
  const take = async ({ target, seed }: TrainingOptions) => {
    const strata = target.kind === 'label' ? { strata: target.column.name } : {};
    const sample = await source.sample({ rows: rowsInHand, seed, ...strata });
    return { sample, training: { table: sample.table, rowNumbers: sample.rowNumbers, features: columns } };
  };
  return {
    train: async (options, { progress }) => {
      const { sample, training } = await take(options);
      const tools = { estimators, pool, clock, progress };
      found = { ...(await findClassifier(training, options, tools)), sample };
      return found.trained;
    },
    judge: async ({ options, given }, { progress }) => {
      const { sample, training } = await take(options);
      progress(0.2, 'Judging the model on the customers here');
      found = { trained: await judgeClassifier(training, options, given), heldOut: null, sample };
      return found.trained;
    },
    score: (_, { emit, progress }) => {
      if (found === undefined) throw new Error('nothing is trained yet');
      const { sample, heldOut } = found;
      const scorers = { model: found.trained.model, heldOut };
      const report = (fraction: number) => progress(fraction, 'Scoring every customer');
      return scoreRows(source, sample, scorers, emit, report);
    },
    close: () => source.close(),
  };
}
