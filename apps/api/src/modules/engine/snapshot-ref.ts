import { pathToFileURL } from 'node:url';
import type { SnapshotRef } from './analytics-engine.js';

/** A column file on this machine, as engines are told of it; its content names it. */
export function snapshotRef(file: {
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}): SnapshotRef {
  const { path, sha256, rows } = file;
  return { id: sha256, uri: pathToFileURL(path).href, sha256, rows };
}
