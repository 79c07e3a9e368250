/** The smallest and the largest finite value; [0, 1] for no values, and a width of 1 around a single one. */
export function extent(values: readonly number[]): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** An interval widened on both sides by a share of its width. */
export function widen([low, high]: readonly [number, number], share: number): [number, number] {
  const margin = (high - low) * share;
  return [low - margin, high + margin];
}
