import type { EntitySource } from '../../platform/graphql/federation/entity-source.js';
import { fromGlobalId } from '../../platform/graphql/read-global-id.js';
import { Dataset } from './dataset.entity.js';
import type { DatasetService } from './dataset.service.js';

/** Datasets as other subgraphs refer to them. */
export function datasetEntity({ datasetLoader }: DatasetService): EntitySource<'id'> {
  return {
    type: Dataset,
    key: ['id'],
    find: async (call, { id }) => {
      const key = fromGlobalId('Dataset', id);
      return key !== null && call.sees(key) ? call.load(datasetLoader, key) : null;
    },
  };
}
