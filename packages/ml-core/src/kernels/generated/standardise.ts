// Built by `pnpm kernels` from assembly/standardise.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface StandardiseExports {
  /**
   * Adds what rows are above `origin`, times their weight, to `sums`, and weight times the square to `squares`, column by
   * column. rows: f64[count][columns]; weights: f64[count]; origin, sums, squares: f64[columns]; count a multiple of 4.
   */
  addMoments(rows: number, count: number, columns: number, weights: number, origin: number, sums: number, squares: number): void;
  /** rows = (rows - means) · factors, column by column, in place. rows: f64[count][columns]; the others: f64[columns]. */
  rescaleRows(rows: number, count: number, columns: number, means: number, factors: number): void;
}

/** 671 bytes of WebAssembly. */
export const standardiseKernel: Kernel<StandardiseExports> = {
  name: 'standardise',
  base64:
    'AGFzbQEAAAABEwJgBX9/f39/AGAHf39/f39/fwACEgEDZW52Bm1lbW9yeQIBAICABAMDAgABBxwCCmFkZE1vbWVudHMAAQtyZXNjYWxlUm93cwAACsgEApUBAQR/IAJBA3QiBkFwcSEFA0AgASAHSgRAQQAhAgNAIAIgBUkEQCAAIAJqIgggCP0ABAAgAiADav0ABAD98QEgAiAEav0ABAD98gH9CwQAIAJBEGohAgwBCwsgBSAGSQRAIAAgBWoiAiACKwMAIAMgBWorAwChIAQgBWorAwCiOQMACyAHQQFqIQcgACAGaiEADAELCwuuAwMMewZ/AnwgAkEDdCIUQXBxIRUgAyABQQN0aiETA0AgAyATSQRAIAAgFGoiFiAUaiICIBRqIRcgA/0KAwAhByAD/QoDCCEIIAP9CgMQIQkgA/0KAxghCkEAIQEDQCABIBVJBEAgASAFaiIYIBj9AAQAIAcgACABav0ABAAgASAEav0ABAAiEf3xASIL/fIBIgwgCCABIBZq/QAEACAR/fEBIg398gEiDv3wASAJIAEgAmr9AAQAIBH98QEiD/3yASIQIAogASAXav0ABAAgEf3xASIR/fIBIhL98AH98AH98AH9CwQAIAEgBmoiGCAY/QAEACAMIAv98gEgDiAN/fIB/fABIBAgD/3yASASIBH98gH98AH98AH98AH9CwQAIAFBEGohAQwBCwsgFCAVRwRAIAAgFWohAiADIQEDQCABIANBIGpJBEAgBSAVaiIWIBYrAwAgASsDACACKwMAIAQgFWorAwChIhmiIhqgOQMAIAYgFWoiFiAWKwMAIBogGaKgOQMAIAIgFGohAiABQQhqIQEMAQsLCyAAIBRBAnRqIQAgA0EgaiEDDAELCws=',
};
