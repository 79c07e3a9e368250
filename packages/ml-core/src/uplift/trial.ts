import { DegenerateDataError } from '../errors.js';
import { type FeatureTable, requireTable } from '../preprocessing/feature-table.js';
import { requireObject, requireTarget } from '../validation.js';

/** A randomised trial: what was known of each row before it, who was treated, and what came of it. */
export interface Trial {
  readonly table: FeatureTable;
  /** 1: treated, 0: left alone; drawn by chance alone. */
  readonly treated: Uint8Array;
  /** 1: what is wished for happened. */
  readonly y: Uint8Array;
}

/** Fewest rows that learn in one part of a trial: of either arm, and of either outcome. */
const LEAST_ROWS = 50;

/** Throws unless each arm and each outcome has at least 50 rows. Returns the share that was treated. */
export function requireTrial(trial: Trial): number {
  const { table, treated, y } = requireObject('trial', trial);
  requireTable(table);
  const treatedRows = requireTarget(treated, table.rows, 'table');
  const wished = requireTarget(y, table.rows, 'table');
  const fewest = Math.min(treatedRows, table.rows - treatedRows, wished, table.rows - wished);
  if (fewest < LEAST_ROWS) {
    throw new DegenerateDataError(
      `the smallest of both arms and both outcomes has ${fewest} rows; it must have at least ${LEAST_ROWS}`,
    );
  }
  return treatedRows / table.rows;
}
