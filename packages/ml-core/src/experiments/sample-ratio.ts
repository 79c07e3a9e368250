import { InvalidParameterError } from '../errors.js';
import { normalTails } from '../metrics/risk-ratio.js';
import { chiSquareTail } from '../survival/chi-square-tail.js';
import { requireInteger, requireLength, requireNumber, requireNumbers } from '../validation.js';

/**
 * The chance of counts at least as far from these expected shares, if each row fell into its place by them: Pearson's
 * chi-square. A small one says that an experiment came back in other shares than it was sent out in, and that its arms can
 * no longer be compared (Fabijan et al. 2019, KDD: diagnosing sample ratio mismatch).
 * @throws ShapeError or InvalidParameterError unless there are at least two places, with shares that add up to 1
 */
export function sampleRatioPValue(counts: ArrayLike<number>, shares: ArrayLike<number>): number {
  requireNumbers('counts', counts);
  requireLength('shares', shares, 'counts', counts.length);
  let rows = 0;
  let whole = 0;
  for (let i = 0; i < counts.length; i++) {
    requireInteger(`counts[${i}]`, counts[i]!, 0);
    requireNumber(`shares[${i}]`, shares[i]!, Number.MIN_VALUE, 1);
    rows += counts[i]!;
    whole += shares[i]!;
  }
  if (counts.length < 2 || Math.abs(whole - 1) > 1e-9) {
    throw new InvalidParameterError(
      `shares are ${counts.length} and add up to ${whole}; they must be at least 2 and add up to 1`,
    );
  }
  if (rows === 0) return 1;
  let chiSquare = 0;
  for (let i = 0; i < counts.length; i++) {
    const expected = rows * shares[i]!;
    chiSquare += (counts[i]! - expected) ** 2 / expected;
  }
  return chiSquareTail(chiSquare, counts.length - 1, normalTails);
}
