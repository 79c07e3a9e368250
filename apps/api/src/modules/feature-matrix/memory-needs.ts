/** Copies of a table that learning from it holds at its peak: read, encoded, packed, resampled. */
const COPIES = 6;
const BYTES_PER_CELL = 8;
/** Labels, distances, gradients and scores of one row. */
const BYTES_PER_ROW = 200;

/** The memory, in bytes, that learning from so many rows and columns takes at most, estimated. */
export function memoryNeeds(rows: number, columns: number): number {
  return rows * (columns * BYTES_PER_CELL * COPIES + BYTES_PER_ROW);
}
