/** A rule Σ weights[q] · f(points[q]) for the integral of f over 0..1. */
export interface Quadrature {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * The Gauss-Legendre rule of n points, exact for polynomials up to degree 2n - 1. The points are the roots of the
 * Legendre polynomial Pₙ, found by Newton's method from the usual cosine guess and moved from -1..1 to 0..1.
 */
export function gaussLegendre(n: number): Quadrature {
  const points = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let q = 0; q < n; q++) {
    let x = Math.cos((Math.PI * (q + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let turn = 0; turn < 10; turn++) {
      let before = 1;
      let here = x;
      for (let k = 2; k <= n; k++) {
        const after = ((2 * k - 1) * x * here - (k - 1) * before) / k;
        before = here;
        here = after;
      }
      slope = (n * (x * here - before)) / (x * x - 1);
      x -= here / slope;
    }
    points[q] = (1 + x) / 2;
    weights[q] = 1 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}
