import { requireNumber } from '../validation.js';
import { normalTails } from './risk-ratio.js';

/** Halvings of an interval of 40 after which its width is below 1e-11. */
const HALVINGS = 42;
/** Farther out the chance is below what a double can tell from 0. */
const FARTHEST = 40;

/**
 * How many standard deviations away from 0 a standard normal is at most but for the chance `alpha`, 0 < alpha ≤ 1: 1.96 for
 * 0.05. By bisection of `normalTails`; absolute error below 1e-11.
 * @throws InvalidParameterError if `alpha` is out of range
 */
export function twoSidedZ(alpha: number): number {
  requireNumber('alpha', alpha, Number.MIN_VALUE, 1);
  let low = 0;
  let high = FARTHEST;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (normalTails(middle) > alpha) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
