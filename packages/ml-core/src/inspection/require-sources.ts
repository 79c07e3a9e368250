import { InvalidParameterError } from '../errors.js';
import { requireInteger, requireLength } from '../validation.js';

/** Throws unless each encoded column names one of so many original ones, 1..1,000,000. */
export function requireSources(sourceIndex: Int32Array, columnCount: number, encodedColumns: number): void {
  requireInteger('columnCount', columnCount, 1, 1_000_000);
  requireLength('sourceIndex', sourceIndex, 'an encoded row', encodedColumns);
  for (const source of sourceIndex) {
    if (source >= 0 && source < columnCount) continue;
    throw new InvalidParameterError(`sourceIndex holds ${source}; it must be 0..${columnCount - 1}`);
  }
}
