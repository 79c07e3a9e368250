import type { PcaModel } from '@holdfast/ml-core';
import type { DataSource } from 'typeorm';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import { type ClusterModels, fitsEncoding } from '../../engine/index.js';
import { decodeClusterModels, decodeComponents } from '../fit/cluster-artefact.js';
import type { Segmentation } from '../segmentation.entity.js';

/** The models of a segmentation, one for each of its k, and the columns that they see. */
export interface SegmentModels extends ClusterModels {
  readonly columns: Segmentation['columns'];
  /** What gives customers their place on the map; null where an earlier release fitted the segmentation. */
  readonly pca: PcaModel | null;
}

interface StoredModels {
  readonly models: Buffer[] | null;
  readonly components: Buffer | null;
  readonly columns: Segmentation['columns'];
  readonly minK: number;
  readonly maxK: number;
}

/** Reads and checks the models of a fitted segmentation. @throws DamagedError unless they are as they were written */
export async function readSegmentModels(dataSource: DataSource, id: string): Promise<SegmentModels> {
  const [row] = await dataSource.query<StoredModels[]>(
    'select models, components, columns, min_k as "minK", max_k as "maxK" from segmentations where id = $1',
    [id],
  );
  const { columns, components, minK, maxK } = row ?? { columns: [], components: null, minK: 0, maxK: 0 };
  const models = decodeClusterModels(row?.models ?? []);
  const [first, last] = [models.models[0]!.k, models.models.at(-1)!.k];
  if (first !== minK || last !== maxK) {
    throw new DamagedError(
      `The segments cannot be read: their models are of ${first}..${last} segments instead of ${minK}..${maxK}. Fit them again.`,
    );
  }
  if (!fitsEncoding(models.preprocessor, columns)) {
    throw new DamagedError('The segments cannot be read: their models are of other columns. Fit them again.');
  }
  const width = models.preprocessor.encodedNames.length;
  return { ...models, columns, pca: components && decodeComponents(components, width) };
}
