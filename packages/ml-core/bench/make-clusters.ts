import { createMatrix, createRandom } from '../src/index.js';
import type { BenchData } from './work.js';

const COLUMNS = 20;
const SEGMENTS = 6;
const SKEWED = 7;

/**
 * Rows of six overlapping segments, each stretched in its own directions and with its own share, the first seven columns
 * skewed as money is, all columns standardised.
 */
export function makeClusters(n: number): BenchData {
  const random = createRandom(11);
  const centres = Float64Array.from({ length: SEGMENTS * COLUMNS }, () => 1.2 * random.normal());
  const mixing = Float64Array.from({ length: SEGMENTS * COLUMNS * COLUMNS }, (_, i) => {
    const diagonal = Math.floor(i / COLUMNS) % COLUMNS === i % COLUMNS;
    return (diagonal ? 0.8 : 0) + 0.15 * random.normal();
  });
  const shares = Float64Array.from({ length: SEGMENTS }, () => 0.5 + random.next());
  const total = shares.reduce((sum, share) => sum + share, 0);
  const X = createMatrix(n, COLUMNS);
  const noise = new Float64Array(COLUMNS);
  for (let row = 0; row < n; row++) {
    let segment = 0;
    for (let left = random.next() * total - shares[0]!; left > 0 && segment < SEGMENTS - 1; ) {
      left -= shares[++segment]!;
    }
    for (let j = 0; j < COLUMNS; j++) noise[j] = random.normal();
    for (let j = 0; j < COLUMNS; j++) {
      let value = centres[segment * COLUMNS + j]!;
      for (let i = 0; i < COLUMNS; i++) value += noise[i]! * mixing[(segment * COLUMNS + i) * COLUMNS + j]!;
      X.data[row * COLUMNS + j] = j < SKEWED ? Math.exp(0.6 * value) : value;
    }
  }
  standardise(X.data, n);
  return { X };
}

function standardise(data: Float64Array, n: number): void {
  for (let j = 0; j < COLUMNS; j++) {
    let mean = 0;
    let square = 0;
    for (let at = j; at < data.length; at += COLUMNS) mean += data[at]! / n;
    for (let at = j; at < data.length; at += COLUMNS) square += (data[at]! - mean) ** 2 / n;
    const deviation = Math.sqrt(square);
    for (let at = j; at < data.length; at += COLUMNS) data[at] = (data[at]! - mean) / deviation;
  }
}
