/**
 * The index of the point nearest to (px, py) and within `reach` pixels of it, or -1. Linear in the points: a million
 * of them take some milliseconds.
 */
export function nearestPoint(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  px: number,
  py: number,
  reach: number,
): number {
  let best = -1;
  let bestSquare = reach * reach;
  for (let index = 0; index < x.length; index += 1) {
    const dx = x[index]! - px;
    const dy = y[index]! - py;
    const square = dx * dx + dy * dy;
    if (square <= bestSquare) {
      best = index;
      bestSquare = square;
    }
  }
  return best;
}
