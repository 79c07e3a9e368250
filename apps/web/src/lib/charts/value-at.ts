/**
 * The height of a line at x, in proportion between its points; of two points at the same x the later. Null outside of
 * the line, and for one that goes straight up. The x of the line ascend.
 */
export function valueAt(x: readonly number[], y: readonly number[], at: number): number | null {
  const last = x.length - 1;
  if (last < 0 || x[0] === x[last] || at < x[0]! || at > x[last]!) return null;
  let after = last;
  while (after > 0 && x[after - 1]! > at) after -= 1;
  if (x[after]! <= at) return y[after]!;
  const share = (at - x[after - 1]!) / (x[after]! - x[after - 1]!);
  return y[after - 1]! + share * (y[after]! - y[after - 1]!);
}
