/** Copies of a table that learning holds at its peak: read, encoded, packed, resampled. */
const COPIES = 6;
const BYTES_PER_CELL = 8;
/** Bytes for the labels, distances, gradients and scores of one row. */
const BYTES_PER_ROW = 200;

/**
 * The estimated peak memory, in bytes, of learning from a dataset with this many rows and columns: all of its columns, since
 * those that no model sees are read alongside, to describe and to value the rows.
 */
export function memoryNeeds(rows: number, columns: number): number {
  return rows * (columns * BYTES_PER_CELL * COPIES + BYTES_PER_ROW);
}

/** The most rows of so many columns that can be learned from within some bytes; at least one. */
export function rowsThatFit(bytes: number, columns: number): number {
  return Math.max(1, Math.floor(bytes / memoryNeeds(1, columns)));
}
