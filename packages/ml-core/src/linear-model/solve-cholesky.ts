/**
 * Solves A·x = b for a symmetric positive definite A of n × n, of which only the upper triangle (row-major) is read.
 * `factor` (n × n) and `x` (n) receive the factorisation and the solution; A and b are left as they are. O(n³ / 3).
 *
 * @returns false, with nothing usable written, if A is not positive definite in double precision.
 */
export function solveCholesky(
  A: Float64Array,
  b: Float64Array,
  n: number,
  factor: Float64Array,
  x: Float64Array,
): boolean {
  // A = Uᵀ·U, row by row of U.
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      let sum = A[i * n + j]!;
      for (let k = 0; k < i; k++) sum -= factor[k * n + i]! * factor[k * n + j]!;
      if (i === j) {
        // What is left of a diagonal entry after the rows above is rounding error if it is this small.
        if (!(sum > A[i * n + i]! * 1e-14) || !Number.isFinite(sum)) return false;
        factor[i * n + i] = Math.sqrt(sum);
      } else {
        factor[i * n + j] = sum / factor[i * n + i]!;
      }
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= factor[k * n + i]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[i * n + k]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  return true;
}
