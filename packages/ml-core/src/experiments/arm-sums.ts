import { InvalidParameterError } from '../errors.js';
import { requireInteger, requireNumber, requireObject } from '../validation.js';

/** What is known of an arm of an experiment: how many rows, how many cases, and sums over a figure x from before it. */
export interface ArmSums {
  readonly rows: number;
  readonly cases: number;
  /** Sum of x. */
  readonly x: number;
  /** Sum of x². */
  readonly xx: number;
  /** Sum of x over the cases. */
  readonly xy: number;
}

/** Throws unless the sums are those of at least so many rows. */
export function requireArm(name: string, arm: ArmSums, least: number): void {
  const { rows, cases, x, xx, xy } = requireObject(name, arm);
  requireInteger(`${name}.rows`, rows, least);
  requireInteger(`${name}.cases`, cases, 0, rows);
  requireNumber(`${name}.x`, x, -Number.MAX_VALUE);
  requireNumber(`${name}.xy`, xy, -Number.MAX_VALUE);
  requireNumber(`${name}.xx`, xx, 0);
  // A sum of squares is at least the square of the sum over the number of them, but for rounding.
  if (xx * rows >= x * x * (1 - 1e-9)) return;
  throw new InvalidParameterError(`${name}.xx is ${xx}; it must be at least x² / rows, ${(x * x) / rows}`);
}
