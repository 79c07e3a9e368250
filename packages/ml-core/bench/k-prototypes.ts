import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FeatureTable } from '../src/preprocessing/feature-table.js';
import { cellsOf } from './cells-of.js';
import { hasPeer, python } from './peers.js';

const CODE = fileURLToPath(new URL('../../k-prototypes.py', import.meta.url));
const MOST_BYTES = 64 * 1024 * 1024;

/** The groups that k-prototypes finds, k-modes where all columns are categories; null where kmodes is not installed. */
export function clusterByPrototypes({ columns }: FeatureTable, k: number): Int32Array | null {
  if (!hasPeer('kmodes')) return null;
  const given = { columns: columns.map(cellsOf), k };
  const said = execFileSync(python, [CODE], { input: JSON.stringify(given), maxBuffer: MOST_BYTES });
  return Int32Array.from(JSON.parse(String(said)) as number[]);
}
