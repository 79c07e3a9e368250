import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FeatureTable } from '../src/preprocessing/feature-table.js';
import { hasPeer, python } from './peers.js';

const CODE = fileURLToPath(new URL('../../hist-boosting.py', import.meta.url));
/** Chances of a hundred thousand rows are written in less. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Which rows are judged, by models of the other folds, and which columns of each row are hidden. */
export interface MaskedFolds {
  readonly folds: Int32Array;
  readonly judgedFolds: readonly number[];
  readonly hidden: readonly (readonly boolean[])[];
}

/**
 * What HistGradientBoosting says of each row of the judged folds, having learned from the other folds with as much hidden;
 * null where scikit-learn is not installed.
 */
export function trainOnMaskedRows(
  { columns }: FeatureTable,
  y: Uint8Array,
  { folds, judgedFolds, hidden }: MaskedFolds,
): Float64Array | null {
  if (!hasPeer('sklearn')) return null;
  const cells = columns.map((column, at) =>
    Array.from(hidden, (row, i) => {
      const value = column.kind === 'categorical' ? column.codes[i]! : column.values[i]!;
      return row[at] || Number.isNaN(value) || (column.kind === 'categorical' && value < 0) ? null : value;
    }),
  );
  const given = {
    ...{ cells, levels: columns.map(({ kind }) => kind === 'categorical') },
    ...{ y: Array.from(y), folds: Array.from(folds), judgedFolds },
  };
  const said = execFileSync(python, [CODE], { input: JSON.stringify(given), maxBuffer: MOST_BYTES });
  return Float64Array.from(JSON.parse(String(said)) as number[]);
}
