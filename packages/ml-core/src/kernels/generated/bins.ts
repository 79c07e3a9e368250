// Built by `pnpm kernels` from assembly/bins.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface BinsExports {
  /**
   * Turns values into bin numbers: 0 where the value is missing (NaN), else 1 + how many edges lie below it.
   *
   * rows: f64[count][columns]; edges: f64[columns][256], ascending, the rest of each row +infinity; out: u8[count][columns].
   * Every search takes eight steps without a branch, so that neighbouring rows overlap in the processor.
   */
  binRows(rows: number, count: number, columns: number, edges: number, out: number): void;
}

/** 239 bytes of WebAssembly. */
export const binsKernel: Kernel<BinsExports> = {
  name: 'bins',
  base64:
    'AGFzbQEAAAABCQFgBX9/f39/AAISAQNlbnYGbWVtb3J5AgEAgIAEAwIBAAcLAQdiaW5Sb3dzAAAKtAEBsQECCH8BfCACQQN0IQsDQCACIAVLBEAgAyAFQQt0aiEMIAAgBUEDdGohCCAEIAVqIQlBACEKA0AgASAKSgRAIAgrAwAhDUEAIQdBgAEhBgNAIAYEQCAHIAYgDCAGIAdqQQFrQQN0aisDACANY2xqIQcgBkEBdiEGDAELCyAJIAdBAWpBACANIA1hGzoAACAIIAtqIQggAiAJaiEJIApBAWohCgwBCwsgBUEBaiEFDAELCws=',
};
