// Built by `pnpm kernels` from assembly/bins.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface BinsExports {
  /**
   * Turns values into bin numbers: 0 where the value is missing (NaN), else 1 + how many edges lie below it.
   *
   * rows: f64[count][columns]; edges: f64[columns][256], ascending, the rest of each row +infinity; out: u8, of which rows
   * are rowStride apart and columns columnStride.
   * Every search takes eight steps without a branch, so that neighbouring rows overlap in the processor.
   */
  binRows(rows: number, count: number, columns: number, edges: number, out: number, rowStride: number, columnStride: number): void;
}

/** 244 bytes of WebAssembly. */
export const binsKernel: Kernel<BinsExports> = {
  name: 'bins',
  base64:
    'AGFzbQEAAAABCwFgB39/f39/f38AAhIBA2VudgZtZW1vcnkCAQCAgAQDAgEABwsBB2JpblJvd3MAAAq3AQG0AQIIfwF8IAJBA3QhDQNAIAIgB0sEQCADIAdBC3RqIQ4gACAHQQN0aiEKIAQgBiAHbGohC0EAIQwDQCABIAxKBEAgCisDACEPQQAhCUGAASEIA0AgCARAIAkgCCAOIAggCWpBAWtBA3RqKwMAIA9jbGohCSAIQQF2IQgMAQsLIAsgCUEBakEAIA8gD2EbOgAAIAogDWohCiAFIAtqIQsgDEEBaiEMDAELCyAHQQFqIQcMAQsLCw==',
};
