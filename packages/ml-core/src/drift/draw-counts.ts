import type { Random } from '../random.js';

/** From so many expected successes and failures on, a binomial is drawn as a rounded normal. */
const LARGE = 25;

/** Adds the cells of `n` independent draws with these probabilities, which add up to 1, to `counts`. O(cells). */
export function drawCounts(
  random: Random,
  n: number,
  probabilities: Float64Array,
  counts: Float64Array,
): void {
  let left = n;
  let mass = 1;
  for (let cell = 0; cell < probabilities.length && left > 0; cell++) {
    const probability = probabilities[cell]!;
    if (probability <= 0) continue;
    const drawn = mass <= probability ? left : binomial(random, left, probability / mass);
    counts[cell]! += drawn;
    left -= drawn;
    mass -= probability;
  }
}

function binomial(random: Random, n: number, p: number): number {
  if (p > 0.5) return n - binomial(random, n, 1 - p);
  const mean = n * p;
  if (mean > LARGE) {
    const drawn = Math.round(mean + Math.sqrt(mean * (1 - p)) * random.normal());
    return Math.min(n, Math.max(0, drawn));
  }
  // By inversion: few steps, since few successes are expected.
  let term = (1 - p) ** n;
  let rest = random.next();
  let drawn = 0;
  while (rest > term && drawn < n) {
    rest -= term;
    drawn++;
    term *= ((n - drawn + 1) / drawn) * (p / (1 - p));
    if (term < 1e-300) break;
  }
  return drawn;
}
