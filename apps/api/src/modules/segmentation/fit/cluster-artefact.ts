import { ArtefactError, deserialiseModel, type PcaModel, serialiseModel } from '@holdfast/ml-core';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import type { ClusterModels } from '../../engine/index.js';

/** Encodes the models as bytes for the database: the encoding, then one for each k. Each is validated when it is read. */
export function encodeClusterModels({ preprocessor, models }: ClusterModels): Buffer[] {
  return [preprocessor, ...models].map((model) => Buffer.from(serialiseModel(model)));
}

/**
 * Reads the models that `encodeClusterModels` wrote.
 * @throws DamagedError if they are damaged, not all there, or were written by an unknown version.
 */
export function decodeClusterModels(parts: readonly Buffer[]): ClusterModels {
  return readable(() => readModels(parts));
}

/** Encodes the principal components of a map as bytes for the database. */
export function encodeComponents(pca: PcaModel): Buffer {
  return Buffer.from(serialiseModel(pca));
}

/** Reads what `encodeComponents` wrote of rows with so many encoded columns. @throws DamagedError like `decodeClusterModels` */
export function decodeComponents(bytes: Buffer, width: number): PcaModel {
  return readable(() => {
    const model = deserialiseModel(bytes);
    if (model.kind !== 'pca') throw new ArtefactError(`the components are a ${model.kind}`);
    const { columns } = model.components;
    if (columns !== width)
      throw new ArtefactError(`components have ${columns} columns, the encoding ${width}`);
    return model;
  });
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof ArtefactError)) throw cause;
    throw new DamagedError(`The segments cannot be read: ${cause.message}. Fit them again.`, cause);
  }
}

function readModels(parts: readonly Buffer[]): ClusterModels {
  const [preprocessor, ...rest] = parts.map((part) => deserialiseModel(part));
  if (preprocessor === undefined) throw new ArtefactError('there is no encoding');
  if (preprocessor.kind !== 'preprocessor') throw new ArtefactError(`the encoding is a ${preprocessor.kind}`);
  const width = preprocessor.encodedNames.length;
  const models = rest.map((model) => {
    if (model.kind !== 'kMeans') throw new ArtefactError(`a model of segments is a ${model.kind}`);
    const { columns } = model.centroids;
    if (columns !== width)
      throw new ArtefactError(`centroids have ${columns} columns, the encoding ${width}`);
    return model;
  });
  if (models.length === 0) throw new ArtefactError('there is no model, at least one is needed');
  const ks = models.map(({ k }) => k);
  if (ks.some((k, i) => k !== ks[0]! + i)) {
    throw new ArtefactError(`the models are of ${ks.join(', ')} segments; there must be one of each number`);
  }
  return { preprocessor, models };
}
