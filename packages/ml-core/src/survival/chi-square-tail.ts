/**
 * The chance that a chi-square of `degrees` degrees of freedom is at least `value`, for value ≥ 0 and degrees ≥ 1: by the
 * finite sums that whole and half numbers of degrees have. Relative error about 1e-12. O(degrees).
 */
export function chiSquareTail(value: number, degrees: number, normalTails: (z: number) => number): number {
  const half = value / 2;
  // Even: a sum of Poisson terms. Odd: the tails of the normal distribution and terms that rise by one each.
  const odd = degrees % 2 === 1;
  let term = odd ? (Math.sqrt(half) * Math.exp(-half)) / Math.sqrt(Math.PI / 4) : Math.exp(-half);
  let sum = odd ? normalTails(Math.sqrt(value)) : 0;
  for (let k = odd ? 1.5 : 1; k <= degrees / 2; k++) {
    sum += term;
    term *= half / k;
  }
  return Math.min(1, sum);
}
