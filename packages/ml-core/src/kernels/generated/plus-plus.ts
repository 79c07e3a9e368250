// Built by `pnpm kernels` from assembly/plus-plus.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface PlusPlusExports {
  /**
   * What k-means++ asks of a candidate: for each point the smaller of its squared distance so far and that to the
   * candidate, and their sum. points: f32[groups][width][8]; candidate: f32[width]; before, after: f32[groups][8].
   */
  tryCandidate(points: number, groups: number, width: number, candidate: number, before: number, after: number): number;
}

/** 333 bytes of WebAssembly. */
export const plusPlusKernel: Kernel<PlusPlusExports> = {
  name: 'plus-plus',
  base64:
    'AGFzbQEAAAABCwFgBn9/f39/fwF8AhIBA2VudgZtZW1vcnkCAQCAgAQDAgEABxABDHRyeUNhbmRpZGF0ZQAACosCAYgCAwN7A38BfCACQQV0IQoDQCABIAlKBED9DAAAAAAAAAAAAAAAAAAAAAAhBv0MAAAAAAAAAAAAAAAAAAAAACEHIAMhAiAAIApqIQsDQCAAIAtJBEAgBiAA/QAEACAC/QkCACII/eUBIgYgBv3mAf3kASEGIAcgAP0ABBAgCP3lASIHIAf95gH95AEhByAAQSBqIQAgAkEEaiECDAELCyAHIAT9AAQQ/egBIQcgBSAGIAT9AAQA/egBIgb9CwQAIAUgB/0LBBAgDCAGIAf95AEiBv0fALsgBv0fAbugIAb9HwK7oCAG/R8Du6CgIQwgCUEBaiEJIARBIGohBCAFQSBqIQUMAQsLIAwL',
};
