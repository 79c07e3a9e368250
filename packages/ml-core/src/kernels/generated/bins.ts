// Built by `pnpm kernels` from assembly/bins.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface BinsExports {
  /**
   * Turns values into bytes: `missing` where the value is NaN, else 1 + how many edges lie below it.
   *
   * rows: f64[count][columns]; edges: f64[columns][256], ascending, the rest of each row +infinity;
   * out: u8[count / block][width][block], so that a block of 1 is row after row, and one of all rows column after column.
   * Every search takes eight steps without a branch, so that neighbouring rows overlap in the processor.
   */
  binRows(rows: number, count: number, columns: number, edges: number, out: number, block: number, width: number, missing: number): void;
}

/** 392 bytes of WebAssembly. */
export const binsKernel: Kernel<BinsExports> = {
  name: 'bins',
  base64:
    'AGFzbQEAAAABDAFgCH9/f39/f39/AAISAQNlbnYGbWVtb3J5AgEAgIAEAwIBAAcLAQdiaW5Sb3dzAAAKygIBxwICAXwIfyACQQN0IQ4gBSAGQQFrbCEPA0AgAiAKSwRAIAMgCkELdGohCSAAIApBA3RqIQwgBCAFIApsaiELIAUhBkEAIQ0DQCABIA1KBEAgDCsDACIIIAkrA/gHZEEHdCEQIAsgCCAJIAkgCSAJIAkgCSAQIAkgEEE/akEDdGorAwAgCGNBBnRqIhBBH2pBA3RqKwMAIAhjQQV0IBBqIhBBD2pBA3RqKwMAIAhjQQR0IBBqIhBBB2pBA3RqKwMAIAhjQQN0IBBqIhBBA2pBA3RqKwMAIAhjQQJ0IBBqIhBBAWpBA3RqKwMAIAhjQQF0IBBqIhBBA3RqKwMAZCAQakEBaiAHIAggCGEbOgAAIAwgDmohDCALQQFqIQsgBkEBayIGRQRAIAsgD2ohCyAFIQYLIA1BAWohDQwBCwsgCkEBaiEKDAELCws=',
};
