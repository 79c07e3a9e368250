import { ArtefactError, deserialiseModel, serialiseModel } from '@holdfast/ml-core';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ScoringModel } from '../../engine/index.js';

/** What scores, as the database keeps it. */
export interface ScoringArtefact {
  /** Encoding, classifier and calibrator, checked when they are read. */
  readonly model: Buffer;
  /** The columns that they see. */
  readonly columns: ScoringModel['columns'];
}

/** Writes down what scores. */
export function packScoringModel(scoring: ScoringModel): ScoringArtefact {
  const { preprocessor, classifier: model, calibrator, columns } = scoring;
  const pipeline = { kind: 'classifierPipeline', version: 1, preprocessor, model, calibrator } as const;
  return { model: Buffer.from(serialiseModel(pipeline)), columns };
}

/**
 * Reads what `packScoringModel` wrote.
 * @throws AppError CONFLICT where it is damaged, or was written by a version that this one does not know.
 */
export function unpackScoringModel({ model: bytes, columns }: ScoringArtefact): ScoringModel {
  try {
    const pipeline = deserialiseModel(bytes);
    if (pipeline.kind !== 'classifierPipeline') throw new ArtefactError(`it is a ${pipeline.kind}`);
    const { preprocessor, model: classifier, calibrator } = pipeline;
    if (calibrator === undefined) throw new ArtefactError('it has no calibrator');
    const encoded = preprocessor.columns.length;
    if (encoded !== columns.length) {
      throw new ArtefactError(`it encodes ${encoded} columns of ${columns.length}`);
    }
    return { preprocessor, classifier, calibrator, columns };
  } catch (cause) {
    if (!(cause instanceof ArtefactError)) throw cause;
    throw new AppError('CONFLICT', `The churn model cannot be read: ${cause.message}. Train it again.`, {
      cause,
    });
  }
}
