import { ArtefactError, deserialiseModel, serialiseModel } from '@holdfast/ml-core';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import { fitsEncoding, type ScoringModel } from '../../engine/index.js';

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
 * @throws DamagedError if it is damaged or was written by an unknown version.
 */
export function unpackScoringModel({ model: bytes, columns }: ScoringArtefact): ScoringModel {
  try {
    const pipeline = deserialiseModel(bytes);
    if (pipeline.kind !== 'classifierPipeline') throw new ArtefactError(`it is a ${pipeline.kind}`);
    const { preprocessor, model: classifier, calibrator } = pipeline;
    if (calibrator === undefined) throw new ArtefactError('it has no calibrator');
    const encoded = preprocessor.columns.length;
    if (encoded !== columns?.length) {
      throw new ArtefactError(`it encodes ${encoded} columns of ${columns?.length}`);
    }
    if (!fitsEncoding(preprocessor, columns))
      throw new ArtefactError('it encodes other columns than its own');
    return { preprocessor, classifier, calibrator, columns };
  } catch (cause) {
    if (!(cause instanceof ArtefactError)) throw cause;
    throw new DamagedError(`The churn model cannot be read: ${cause.message}. Train it again.`, cause);
  }
}
