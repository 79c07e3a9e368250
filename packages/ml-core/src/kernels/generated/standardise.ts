// Built by `pnpm kernels` from assembly/standardise.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface StandardiseExports {
  /**
   * Adds what rows are above `first` to `sums`, and its square to `squares`, column by column.
   * rows: f64[count][columns]; first, sums, squares: f64[columns].
   */
  addMoments(rows: number, count: number, columns: number, first: number, sums: number, squares: number): void;
  /** rows = (rows - means) · factors, column by column, in place. rows: f64[count][columns]; the others: f64[columns]. */
  rescaleRows(rows: number, count: number, columns: number, means: number, factors: number): void;
}

/** 445 bytes of WebAssembly. */
export const standardiseKernel: Kernel<StandardiseExports> = {
  name: 'standardise',
  base64:
    'AGFzbQEAAAABEgJgBX9/f39/AGAGf39/f39/AAISAQNlbnYGbWVtb3J5AgEAgIAEAwMCAAEHHAIKYWRkTW9tZW50cwABC3Jlc2NhbGVSb3dzAAAK5wIClQEBBH8gAkEDdCIGQXBxIQUDQCABIAdKBEBBACECA0AgAiAFSQRAIAAgAmoiCCAI/QAEACACIANq/QAEAP3xASACIARq/QAEAP3yAf0LBAAgAkEQaiECDAELCyAFIAZJBEAgACAFaiICIAIrAwAgAyAFaisDAKEgBCAFaisDAKI5AwALIAdBAWohByAAIAZqIQAMAQsLC80BAwR/AXsBfCACQQN0IgdBcHEhBgNAIAEgCEoEQEEAIQIDQCACIAZJBEAgAiAEaiIJIAn9AAQAIAAgAmr9AAQAIAIgA2r9AAQA/fEBIgr98AH9CwQAIAIgBWoiCSAJ/QAEACAKIAr98gH98AH9CwQAIAJBEGohAgwBCwsgBiAHSQRAIAQgBmoiAiACKwMAIAAgBmorAwAgAyAGaisDAKEiC6A5AwAgBSAGaiICIAIrAwAgCyALoqA5AwALIAhBAWohCCAAIAdqIQAMAQsLCw==',
};
