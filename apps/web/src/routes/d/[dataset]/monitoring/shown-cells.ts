/** Shares of the cells of a column, then and now. */
export interface Cells {
  readonly cells: readonly string[];
  readonly past: readonly number[];
  readonly now: readonly number[];
}

/** The cells that anybody is or was in, in order. */
export function shownCells({ cells, past, now }: Cells): { name: string; past: number; now: number }[] {
  return cells
    .map((name, i) => ({ name, past: past[i] ?? 0, now: now[i] ?? 0 }))
    .filter((cell) => cell.past > 0 || cell.now > 0);
}
