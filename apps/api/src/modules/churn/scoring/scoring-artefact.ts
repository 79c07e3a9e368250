import { ArtefactError, deserialiseModel, serialiseModel } from '@holdfast/ml-core';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ScoringModel } from '../../engine/index.js';

/** A scoring model as the database stores it. */
export interface ScoringArtefact {
  /** Encoding, classifier and calibrator, validated when they are read. */
  readonly model: Buffer;
  /** The columns that they see. */
  readonly columns: ScoringModel['columns'];
}

/** Serialises a scoring model. */
export function packScoringModel(scoring: ScoringModel): ScoringArtefact {
  const { preprocessor, classifier: model, calibrator, columns } = scoring;
  const pipeline = { kind: 'classifierPipeline', version: 1, preprocessor, model, calibrator } as const;
  return { model: Buffer.from(serialiseModel(pipeline)), columns };
}

/**
 * Reads what `packScoringModel` wrote.
 * @throws AppError CONFLICT if it is damaged or was written by an unknown version.
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
