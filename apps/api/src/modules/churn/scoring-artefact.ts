import { deserialize, serialize } from 'node:v8';
import type { ScoringModel } from '../engine/index.js';

/** What scores, as bytes for the database: typed arrays stay exact. */
export function packScoringModel({ preprocessor, classifier, calibrator, columns }: ScoringModel): Buffer {
  return serialize({ preprocessor, classifier, calibrator, columns } satisfies ScoringModel);
}

/** What `packScoringModel` wrote. */
export function unpackScoringModel(bytes: Buffer): ScoringModel {
  return deserialize(bytes) as ScoringModel;
}
