import {
  applyPreprocessor,
  createRandom,
  type FeatureTable,
  fitKMeans,
  fitPca,
  fitPreprocessor,
  type PcaModel,
} from '@holdfast/ml-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ClusterModels } from '../../engine/index.js';
import {
  decodeClusterModels,
  decodeComponents,
  encodeClusterModels,
  encodeComponents,
} from './cluster-artefact.js';

const random = createRandom(9);
const table: FeatureTable = {
  rows: 80,
  columns: [
    { kind: 'numeric', name: 'spend', values: Float64Array.from({ length: 80 }, () => random.next()) },
    { kind: 'numeric', name: 'age', values: Float64Array.from({ length: 80 }, () => random.next()) },
  ],
};

let clusters: ClusterModels;
let pca: PcaModel;
beforeAll(async () => {
  const preprocessor = fitPreprocessor(table);
  const X = applyPreprocessor(preprocessor, table);
  const models = await Promise.all([2, 3, 4].map((k) => fitKMeans(X, { k, seed: 1 })));
  clusters = { preprocessor, models };
  pca = fitPca(X);
});

describe('the models of segments', () => {
  it('come back from the database exactly', () => {
    expect(decodeClusterModels(encodeClusterModels(clusters))).toEqual(clusters);
  });

  it('are refused as a conflict if one of them is damaged', () => {
    const parts = encodeClusterModels(clusters);
    parts[2]![40]! ^= 1;
    expect(() => decodeClusterModels(parts)).toThrow(
      expect.objectContaining({
        code: 'CONFLICT',
        message:
          'The segments cannot be read: the artefact is truncated or altered: its checksum does not fit. Fit them again.',
      }),
    );
  });

  it('are refused if a part is missing, out of place or from another fit', () => {
    const [encoding, ...models] = encodeClusterModels(clusters) as [Buffer, ...Buffer[]];
    const other = { rows: table.rows, columns: table.columns.slice(0, 1) };
    const [otherEncoding] = encodeClusterModels({ ...clusters, preprocessor: fitPreprocessor(other) });
    expect(() => decodeClusterModels([])).toThrow('there is no encoding');
    expect(() => decodeClusterModels([encoding])).toThrow('there is no model, at least one is needed');
    expect(() => decodeClusterModels(models)).toThrow('the encoding is a kMeans');
    expect(() => decodeClusterModels([encoding, encoding])).toThrow('a model of segments is a preprocessor');
    expect(() => decodeClusterModels([otherEncoding!, ...models])).toThrow(
      'centroids have 2 columns, the encoding 1',
    );
  });
});

describe('the components of a map', () => {
  it('come back from the database exactly', () => {
    expect(decodeComponents(encodeComponents(pca), 2)).toEqual(pca);
  });

  it('are refused if they are damaged, another model, or of other columns', () => {
    const damaged = encodeComponents(pca);
    damaged[40]! ^= 1;
    expect(() => decodeComponents(damaged, 2)).toThrow('its checksum does not fit. Fit them again.');
    const [encoding] = encodeClusterModels(clusters) as [Buffer];
    expect(() => decodeComponents(encoding, 2)).toThrow('the components are a preprocessor');
    expect(() => decodeComponents(encodeComponents(pca), 3)).toThrow(
      'components have 2 columns, the encoding 3',
    );
  });
});
