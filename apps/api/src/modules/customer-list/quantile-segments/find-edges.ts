/** Answers about the known values of a column, in its order; null where there are none. */
export interface OrderedValues<V> {
  readonly max: V | null;
  /** The first value at or below which a share of all lies. */
  quantile(share: number): Promise<V | null>;
  /** The same, of those above a value. */
  quantileAbove(value: V, share: number): Promise<V | null>;
  /** The largest value below another one. */
  below(value: V): Promise<V | null>;
}

/**
 * Where the lower and the middle third of a column end: values up to the first edge are the lower third, those above the last
 * one the upper. Equal values are never separated: where a third or more are equal, the thirds are uneven, and where there is
 * nothing between two of them there is one edge alone. None if all values are equal.
 */
export async function findEdges<V extends number | string>(values: OrderedValues<V>): Promise<V[]> {
  const { max } = values;
  if (max === null) return [];
  const first = await values.quantile(1 / 3);
  if (first === null) return [];
  if (first >= max) return present([await values.below(max)]);
  const second = await values.quantile(2 / 3);
  const upper = second !== null && second > first ? second : await values.quantileAbove(first, 1 / 2);
  if (upper !== null && upper < max) return [first, upper];
  const last = await values.below(max);
  return last !== null && last > first ? [first, last] : [first];
}

function present<V>(edges: readonly (V | null)[]): V[] {
  return edges.filter((edge): edge is V => edge !== null);
}
