/**
 * Fisher's exact test, two-sided: the chance that `rows` of `allRows`, drawn without looking, hold a number of the
 * `allCases` that is as unlikely as `cases` or more so. Whole numbers, 0 ≤ cases ≤ rows, allCases ≤ allRows.
 * O(min(rows, allCases)).
 */
export function fisherExact(cases: number, rows: number, allCases: number, allRows: number): number {
  const least = Math.max(0, rows + allCases - allRows);
  const most = Math.min(rows, allCases);
  const chance = (count: number) =>
    logChoose(allCases, count) + logChoose(allRows - allCases, rows - count) - logChoose(allRows, rows);
  // What differs by rounding alone counts as equally likely.
  const limit = chance(cases) + 1e-7;
  let sum = 0;
  for (let count = least; count <= most; count++) {
    const logarithm = chance(count);
    if (logarithm <= limit) sum += Math.exp(logarithm);
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Stirling's series, exact to 1e-13 from 10 on; below, the product itself. */
function logFactorial(n: number): number {
  if (n < 10) {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return Math.log(product);
  }
  const x = n + 1;
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
