// Built by `pnpm kernels` from assembly/pack.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface PackExports {
  /**
   * Adds up what is needed to centre and scale a block of rows: per column the sum, and over everything the sum of squares,
   * both of x - origin in float64. rows: f64[count][width]; origin, sums: f64[width]. Returns the sum of squares.
   */
  measureRows(rows: number, count: number, width: number, origin: number, sums: number): number;
  /**
   * Writes rows as groups of eight points, each group feature by feature: f64[count][width] to f32[groups][width][8] of
   * (x - origin) * scale, so that one vector load brings the same feature of four points. A last group that is not full
   * is filled with points at the origin. `radii` gets each group's largest distance from the origin, rounded up: f32[groups].
   * Returns the sum of the squared distances, which is not finite where the rows were not.
   */
  packRows(rows: number, count: number, width: number, origin: number, scale: number, groups: number, radii: number): number;
}

/** 555 bytes of WebAssembly. */
export const packKernel: Kernel<PackExports> = {
  name: 'pack',
  base64:
    'AGFzbQEAAAABFQJgB39/f398f38BfGAFf39/f38BfAISAQNlbnYGbWVtb3J5AgEAgIAEAwMCAAEHGgILbWVhc3VyZVJvd3MAAQhwYWNrUm93cwAACtQDAuACBAV/AnsCfAF9IAJBA3QhCQNAIAEgCkoEQEEIIAEgCmsiAiACQQhKGyEH/QwAAAAAAAAAAAAAAAAAAAAAIQz9DAAAAAAAAAAAAAAAAAAAAAAhDUEAIQgDQCAIIAlJBEAgAyAIaisDACEPIAAgCGohC0EAIQIDQCACIAdJBEAgBSACQQJ0aiALKwMAIA+hIASitiIQOAIAIA4gELsiDiAOoqAhDiACQQFqIQIgCSALaiELDAELCyAHIQIDQCACQQhJBEAgBSACQQJ0akMAAAAAOAIAIAJBAWohAgwBCwsgDCAF/QAEACIMIAz95gH95AEhDCANIAX9AAQQIg0gDf3mAf3kASENIAhBCGohCCAFQSBqIQUMAQsLIAYgDCAN/ekBIgz9HwAgDP0fAZcgDP0fAiAM/R8Dl5eRQ1QAgD+UOAIAIAZBBGohBiAAIAcgCWxqIQAgCkEIaiEKDAELCyAOC3ACAnwCfyAAIAJBA3QiByABbGohCANAIAAgCEkEQEEAIQEDQCABIAdJBEAgASAEaiICIAIrAwAgACABaisDACABIANqKwMAoSIFoDkDACAGIAUgBaKgIQYgAUEIaiEBDAELCyAAIAdqIQAMAQsLIAYL',
};
