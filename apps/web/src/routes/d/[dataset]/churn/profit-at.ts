/** What each threshold would earn, as parallel columns from the lowest threshold to the highest. */
export interface ProfitColumns {
  readonly threshold: readonly number[];
  readonly contacted: readonly number[];
  readonly expectedSaved: readonly number[];
  readonly expectedProfit: readonly number[];
}

/** What one threshold would earn. */
export interface Profit {
  readonly threshold: number;
  readonly contacted: number;
  readonly expectedSaved: number;
  readonly expectedProfit: number;
}

/**
 * The row of the threshold that applies at `wanted`: the lowest at or above it, since every customer whose chance reaches the threshold is called; the last if all are below. Null if there are no
 * rows. Binary search.
 */
export function profitAt(columns: ProfitColumns, wanted: number): Profit | null {
  const { threshold } = columns;
  if (threshold.length === 0) return null;
  let low = 0;
  let high = threshold.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (threshold[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return {
    threshold: threshold[low]!,
    contacted: columns.contacted[low]!,
    expectedSaved: columns.expectedSaved[low]!,
    expectedProfit: columns.expectedProfit[low]!,
  };
}
