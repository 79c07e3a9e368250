import type { Calibrator } from './calibration/calibrate.js';
import type { ClassifierModel } from './classifier.js';
import type { KMeansModel } from './cluster/k-means-model.js';
import type { PcaModel } from './decomposition/pca.js';
import { ArtefactError } from './errors.js';
import { packArtefact, unpackArtefact } from './persistence/artefact-bytes.js';
import { modelShapes } from './persistence/model-shapes.js';
import type { Preprocessor } from './preprocessing/preprocessor.js';
import { showValue } from './show-value.js';

/** From the values of a row to a probability, in one piece. */
export interface ClassifierPipeline {
  readonly kind: 'classifierPipeline';
  readonly version: 1;
  readonly preprocessor: Preprocessor;
  readonly model: ClassifierModel;
  readonly calibrator?: Calibrator;
}

/** Every model that can be stored. */
export type StoredModel =
  | KMeansModel
  | PcaModel
  | Preprocessor
  | ClassifierModel
  | Calibrator
  | ClassifierPipeline;

/**
 * Writes a model as self-contained bytes: kind and version, a checksum, and its arrays exactly as they are.
 * @throws ArtefactError if the model does not have the shape of its kind: what could not be read back is not written.
 */
export function serialiseModel(model: StoredModel): Uint8Array<ArrayBuffer> {
  requireModel(model);
  return packArtefact(model);
}

/**
 * Reads a model. Nothing in the bytes is trusted: a model that comes back can score without leaving its arrays.
 * @throws ArtefactError for bytes that are not a model, of an unknown kind or version, truncated, altered or
 * inconsistent
 */
export function deserialiseModel(bytes: Uint8Array): StoredModel {
  const model = unpackArtefact(bytes);
  requireModel(model);
  return model;
}

function requireModel(value: unknown): asserts value is StoredModel {
  const { kind, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  if (typeof kind !== 'string' || !Object.hasOwn(modelShapes, kind)) {
    throw new ArtefactError(
      `the model is of kind ${showValue(kind)}; it must be one of ${Object.keys(modelShapes).join(', ')}`,
    );
  }
  if (version !== 1)
    throw new ArtefactError(`the ${kind} model is of version ${showValue(version)}; it must be 1`);
  modelShapes[kind as keyof typeof modelShapes](value, '');
}
