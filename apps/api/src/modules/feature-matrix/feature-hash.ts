import { createHash } from 'node:crypto';
import type { FeatureSpec } from './choose-features.js';

/** Identifies an analysis's input: equal for the same columns of the same snapshot, whatever else was read alongside. */
export function featureHash(snapshotSha256: string, spec: FeatureSpec): string {
  const { observedOn } = spec;
  const columns = [...spec.columns, ...(observedOn ? [observedOn] : [])].map(({ name, type }) => [
    name,
    type,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([snapshotSha256, columns]))
    .digest('hex');
}
