import type { Frame } from '../../kernels/packed-points.js';
import type { Matrix, Pool, StopSignal } from '../../types.js';
import type { LloydLimits } from './lloyd.js';

/** What stays the same through all steps of a fit. */
export interface FitPlan {
  readonly X: Matrix;
  readonly frame: Frame;
  /** Ascending. */
  readonly ks: readonly number[];
  readonly seed: number;
  readonly nInit: number;
  readonly limits: LloydLimits;
  readonly pool?: Pool;
  readonly signal?: StopSignal;
}
