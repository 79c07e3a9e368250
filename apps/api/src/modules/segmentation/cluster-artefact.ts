import { deserialize, serialize } from 'node:v8';
import type { ClusterModels } from '../engine/index.js';

/** The models as bytes for the database: typed arrays stay exact. */
export function encodeClusterModels({ preprocessor, models }: ClusterModels): Buffer {
  return serialize({ preprocessor, models } satisfies ClusterModels);
}

/** The models that `encodeClusterModels` wrote. */
export function decodeClusterModels(bytes: Buffer): ClusterModels {
  return deserialize(bytes) as ClusterModels;
}
