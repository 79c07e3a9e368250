// Built by `pnpm kernels` from assembly/silhouette.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface SilhouetteExports {
  /**
   * Distances from four consecutive points, the queries, to every point, added up cell by cell. Cells are runs of
   * points: cell c is [starts[c], starts[c + 1]).
   *
   * points f32[groups][width][8]; first: the first query, a multiple of 4; queries: f32[width][4] of scratch;
   * distances: f32[4][groups][8] of scratch; starts: i32[cells + 1]; sums: f64[4][cells], added up in float64.
   */
  sumDistances(points: number, groups: number, width: number, first: number, queries: number, distances: number, starts: number, cells: number, sums: number): void;
}

/** 955 bytes of WebAssembly. */
export const silhouetteKernel: Kernel<SilhouetteExports> = {
  name: 'silhouette',
  base64:
    'AGFzbQEAAAABDQFgCX9/f39/f39/fwACEgEDZW52Bm1lbW9yeQIBAICABAMCAQAHEAEMc3VtRGlzdGFuY2VzAAAK9wYB9AYDC3sFfwF8IAAgAkEFdCIWIANBA3VsaiADQQdxQQJ0aiEDA0AgAiAUSgRAIAQgFEEEdGogAyAUQQV0av0ABAD9CwQAIBRBAWohFAwBCwsgBSECIAFBBXQhFyAAIAEgFmxqIRQDQCAAIBRJBED9DAAAAAAAAAAAAAAAAAAAAAAhCf0MAAAAAAAAAAAAAAAAAAAAACEK/QwAAAAAAAAAAAAAAAAAAAAAIQv9DAAAAAAAAAAAAAAAAAAAAAAhDP0MAAAAAAAAAAAAAAAAAAAAACEN/QwAAAAAAAAAAAAAAAAAAAAAIQ79DAAAAAAAAAAAAAAAAAAAAAAhD/0MAAAAAAAAAAAAAAAAAAAAACEQIAQhAyAAIBZqIRgDQCAAIBhJBEAgCSAA/QAEACISIAP9CQIAIhP95QEiCSAJ/eYB/eQBIQkgCiAA/QAEECIRIBP95QEiCiAK/eYB/eQBIQogCyASIAP9CQIEIhP95QEiCyAL/eYB/eQBIQsgDCARIBP95QEiDCAM/eYB/eQBIQwgDSASIAP9CQIIIhP95QEiDSAN/eYB/eQBIQ0gDiARIBP95QEiDiAO/eYB/eQBIQ4gDyASIAP9CQIMIhL95QEiDyAP/eYB/eQBIQ8gECARIBL95QEiECAQ/eYB/eQBIRAgAEEgaiEAIANBEGohAwwBCwsgAiAJ/eMB/QsEACACIAr94wH9CwQQIAIgF2oiAyAL/eMB/QsEACADIAz94wH9CwQQIAIgF0EBdGoiAyAN/eMB/QsEACADIA794wH9CwQQIAIgF0EDbGoiAyAP/eMB/QsEACADIBD94wH9CwQQIAJBIGohAgwBCwsDQCAVQQRIBEAgBiEDIAggByAVbEEDdGohBCAFIAEgFWxBBXRqIhYhAEEAIRQDQCAHIBRKBEAgFiADKAIEQQJ0aiEX/QwAAAAAAAAAAAAAAAAAAAAAIQn9DAAAAAAAAAAAAAAAAAAAAAAhCgNAIABBEGoiAiAXTQRAIAkgAP1dAwD9X/3wASEJIAogAP1dAwj9X/3wASEKIAIhAAwBCwsgCSAK/fABIgn9IQAgCf0hAaAhGQNAIAAgF0kEQCAZIAAqAgC7oCEZIABBBGohAAwBCwsgBCAZOQMAIBRBAWohFCADQQRqIQMgBEEIaiEEDAELCyAVQQFqIRUMAQsLCw==',
};
