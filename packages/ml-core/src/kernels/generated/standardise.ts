// Built by `pnpm kernels` from assembly/standardise.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface StandardiseExports {
  /**
   * Adds the squared distance from the mean to `squares`, column by column.
   * rows: f64[count][columns]; means, squares: f64[columns].
   */
  addSquares(rows: number, count: number, columns: number, means: number, squares: number): void;
  /** rows = (rows - means) · factors, column by column, in place. rows: f64[count][columns]; the others: f64[columns]. */
  rescaleRows(rows: number, count: number, columns: number, means: number, factors: number): void;
}

/** 396 bytes of WebAssembly. */
export const standardiseKernel: Kernel<StandardiseExports> = {
  name: 'standardise',
  base64:
    'AGFzbQEAAAABCQFgBX9/f39/AAISAQNlbnYGbWVtb3J5AgEAgIAEAwMCAAAHHAIKYWRkU3F1YXJlcwABC3Jlc2NhbGVSb3dzAAAKvwIClQEBBH8gAkEDdCIGQXBxIQUDQCABIAdKBEBBACECA0AgAiAFSQRAIAAgAmoiCCAI/QAEACACIANq/QAEAP3xASACIARq/QAEAP3yAf0LBAAgAkEQaiECDAELCyAFIAZJBEAgACAFaiICIAIrAwAgAyAFaisDAKEgBCAFaisDAKI5AwALIAdBAWohByAAIAZqIQAMAQsLC6UBAwR/AXsBfCACQQN0IgZBcHEhBQNAIAEgB0oEQEEAIQIDQCACIAVJBEAgAiAEaiIIIAj9AAQAIAAgAmr9AAQAIAIgA2r9AAQA/fEBIgkgCf3yAf3wAf0LBAAgAkEQaiECDAELCyAFIAZJBEAgBCAFaiICIAIrAwAgACAFaisDACADIAVqKwMAoSIKIAqioDkDAAsgB0EBaiEHIAAgBmohAAwBCwsL',
};
