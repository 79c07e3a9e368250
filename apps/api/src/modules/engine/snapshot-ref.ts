import { pathToFileURL } from 'node:url';
import type { SnapshotRef } from './analytics-engine.js';

/** Refers engines to a column file on this machine, identified by its content. */
export function snapshotRef(file: {
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}): SnapshotRef {
  const { path, sha256, rows } = file;
  return { id: sha256, uri: pathToFileURL(path).href, sha256, rows };
}
