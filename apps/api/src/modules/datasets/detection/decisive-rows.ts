/** Files up to this size are read whole before anything is decided. */
const SMALL_FILE = 16 * 1024 * 1024;
const MOST_ROWS = 20_000;
const LEAST_ROWS = 1000;
const MOST_CELLS = 4_000_000;

/**
 * From how many rows the types and roles of a file's columns are decided, by its preview and by its import alike; undefined
 * for all. The rest of the file is read by the same decisions.
 */
export function decisiveRows(bytes: number, columns: number): number | undefined {
  if (bytes <= SMALL_FILE) return undefined;
  return Math.min(MOST_ROWS, Math.max(LEAST_ROWS, Math.floor(MOST_CELLS / columns)));
}
