// Built by `pnpm kernels` from assembly/gram.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface GramExports {
  /**
   * Subtracts `shift` from each of `count` rows in place and adds the rows up into `sums`.
   * rows: f64[count][width]; shift, sums: f64[width].
   */
  centreRows(rows: number, count: number, width: number, shift: number, sums: number): void;
  /**
   * Adds XᵀX of a block of rows to `gram`: its upper triangle, and whatever the 2 × 4 tiles on the diagonal touch below it.
   * rows: f64[count][width], width even; gram: f64[width][width].
   * A tile of products stays in registers over all rows, so a block should fit the first-level cache.
   */
  addGram(rows: number, count: number, width: number, gram: number): void;
}

/** 725 bytes of WebAssembly. */
export const gramKernel: Kernel<GramExports> = {
  name: 'gram',
  base64:
    'AGFzbQEAAAABEAJgBX9/f39/AGAEf39/fwACEgEDZW52Bm1lbW9yeQIBAICABAMDAgABBxgCCmNlbnRyZVJvd3MAAAdhZGRHcmFtAAEKhQUCbwIBfAJ/IAAgAkEDdCICIAFsaiEGA0AgACAGSQRAQQAhAQNAIAEgAkkEQCAAIAFqIgcrAwAgASADaisDAKEhBSAHIAU5AwAgASAEaiIHIAcrAwAgBaA5AwAgAUEIaiEBDAELCyAAIAJqIQAMAQsLC5IEAgV/B3sgACACQQN0IgUgAWxqIQYDQCAEIAVJBEAgBCEBA0AgAUEgaiAFTQRA/QwAAAAAAAAAAAAAAAAAAAAAIQn9DAAAAAAAAAAAAAAAAAAAAAAhCv0MAAAAAAAAAAAAAAAAAAAAACEL/QwAAAAAAAAAAAAAAAAAAAAAIQwgACECA0AgAiAGSQRAIAkgAiAEaiII/QoDACIOIAEgAmoiB/0ABAAiDf3yAf3wASEJIAogDiAH/QAEECIP/fIB/fABIQogCyAI/QoDCCIOIA398gH98AEhCyAMIA4gD/3yAf3wASEMIAIgBWohAgwBCwsgAyAEQQN2IAVsaiABaiICIAL9AAQAIAn98AH9CwQAIAJBEGogAv0ABBAgCv3wAf0LBAAgAiAFaiICIAL9AAQAIAv98AH9CwQAIAJBEGogAv0ABBAgDP3wAf0LBAAgAUEgaiEBDAELCyABIAVJBED9DAAAAAAAAAAAAAAAAAAAAAAhCf0MAAAAAAAAAAAAAAAAAAAAACEKIAAhAgNAIAIgBkkEQCAJIAIgBGoiB/0KAwAgASACav0ABAAiC/3yAf3wASEJIAogB/0KAwggC/3yAf3wASEKIAIgBWohAgwBCwsgAyAEQQN2IAVsaiABaiIBIAH9AAQAIAn98AH9CwQAIAEgBWoiASAB/QAEACAK/fAB/QsEAAsgBEEQaiEEDAELCws=',
};
