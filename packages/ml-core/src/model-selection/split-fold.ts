/** The rows of one fold, and those of all others, ascending. */
export interface FoldSplit {
  readonly learning: Int32Array;
  readonly held: Int32Array;
}

/** Splits rows into those outside a fold, to learn from, and those in it, held out. O(rows). */
export function splitFold(folds: Int32Array, fold: number): FoldSplit {
  const rows = new Int32Array(folds.length);
  let learning = 0;
  let held = folds.length;
  for (let i = 0; i < folds.length; i++) {
    if (folds[i] === fold) rows[--held] = i;
    else rows[learning++] = i;
  }
  return { learning: rows.slice(0, learning), held: rows.slice(held).reverse() };
}
