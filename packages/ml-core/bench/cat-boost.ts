import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FeatureTable } from '../src/preprocessing/feature-table.js';
import { cellsOf } from './cells-of.js';
import { hasPeer, python } from './peers.js';

const CODE = fileURLToPath(new URL('../../cat-boost.py', import.meta.url));
/** Chances of a hundred thousand rows are written in less. */
const MOST_BYTES = 64 * 1024 * 1024;

/** What CatBoost with its defaults says of each row, from a model that had not seen its fold; null where it is not installed. */
export function crossValidateCatBoost(
  { columns }: FeatureTable,
  y: Uint8Array,
  folds: Int32Array,
): Float64Array | null {
  if (!hasPeer('catboost')) return null;
  const given = { columns: columns.map(cellsOf), y: Array.from(y), folds: Array.from(folds) };
  const said = execFileSync(python, [CODE], { input: JSON.stringify(given), maxBuffer: MOST_BYTES });
  return Float64Array.from(JSON.parse(String(said)) as number[]);
}
