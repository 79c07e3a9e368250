// Built by `pnpm kernels` from assembly/silhouette.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface SilhouetteExports {
  /**
   * Distances between the points of one block, the queries, and those of another. Each is measured once and added up twice,
   * in float64: from the query to the other point's cell, which gives `rows`, and from the other point to the query's
   * cell, which gives `columns`, left out where that is 0. Cells are runs of points within a block: cell c is
   * [starts[c], starts[c + 1]).
   *
   * queries, points: f32[groups][width][8]; queryStarts, starts: i32[cells + 1]; scratch: f32[width][4] and
   * f32[4][groups][8]; rows: f64[cells][stride]; columns: f64[queryCells][stride], zeroed beforehand.
   */
  sumDistances(queries: number, queryStarts: number, queryCells: number, points: number, starts: number, cells: number, width: number, scratch: number, stride: number, rows: number, columns: number): void;
  /**
   * Adds the sums of cells up by cluster. cellSums: f64[cells][stride]; clusterOf: i32[cells];
   * clusterSums: f64[clusters][stride], zeroed beforehand. The stride is even.
   */
  addCells(cellSums: number, cells: number, stride: number, clusterOf: number, clusterSums: number): void;
}

/** 1271 bytes of WebAssembly. */
export const silhouetteKernel: Kernel<SilhouetteExports> = {
  name: 'silhouette',
  base64:
    'AGFzbQEAAAABFwJgC39/f39/f39/f39/AGAFf39/f38AAhIBA2VudgZtZW1vcnkCAQCAgAQDAwIAAQcbAgxzdW1EaXN0YW5jZXMAAAhhZGRDZWxscwABCp0JAq4IAw9/C3sBfCAGQQV0IRMgBCAFQQJ0aigCACAEKAIAayIVQQdqQQN1QQV0IREgByAGQQR0aiEPIAEgAkECdGooAgAgASgCACIWayEXIApBAEchGANAIBAgF0gEQCAQQQNxIhJFBEAgACAQQQN1IBNsaiAQQQRxQQJ0aiELQQAhAgNAIAIgBkgEQCAHIAJBBHRqIAsgAkEFdGr9AAQA/QsEACACQQFqIQIMAQsLIAMhCyARIA8iAmohDQNAIAIgDUkEQP0MAAAAAAAAAAAAAAAAAAAAACEa/QwAAAAAAAAAAAAAAAAAAAAAIRv9DAAAAAAAAAAAAAAAAAAAAAAhHP0MAAAAAAAAAAAAAAAAAAAAACEd/QwAAAAAAAAAAAAAAAAAAAAAIR79DAAAAAAAAAAAAAAAAAAAAAAhH/0MAAAAAAAAAAAAAAAAAAAAACEg/QwAAAAAAAAAAAAAAAAAAAAAISEgByEMIAsgE2ohDgNAIAsgDkkEQCAaIAv9AAQAIiMgDP0JAgAiJP3lASIaIBr95gH95AEhGiAbIAv9AAQQIiIgJP3lASIbIBv95gH95AEhGyAcICMgDP0JAgQiJP3lASIcIBz95gH95AEhHCAdICIgJP3lASIdIB395gH95AEhHSAeICMgDP0JAggiJP3lASIeIB795gH95AEhHiAfICIgJP3lASIfIB/95gH95AEhHyAgICMgDP0JAgwiI/3lASIgICD95gH95AEhICAhICIgI/3lASIhICH95gH95AEhISALQSBqIQsgDEEQaiEMDAELCyACIBr94wH9CwQAIAIgG/3jAf0LBBAgAiARaiIMIBz94wH9CwQAIAwgHf3jAf0LBBAgAiARQQF0aiIMIB794wH9CwQAIAwgH/3jAf0LBBAgAiARQQNsaiIMICD94wH9CwQAIAwgIf3jAf0LBBAgAkEgaiECDAELCwsgCSENIAQhDiAPIBEgEmxqIgsgBCgCAEECdGshGSALIQJBACESA0AgBSASSgRAIBkgDkEEaiIOKAIAQQJ0aiEU/QwAAAAAAAAAAAAAAAAAAAAAIRr9DAAAAAAAAAAAAAAAAAAAAAAhGwNAIAJBEGoiDCAUTQRAIBogAv1dAwD9X/3wASEaIBsgAv1dAwj9X/3wASEbIAwhAgwBCwsgGiAb/fABIhr9IQAgGv0hAaAhJQNAIAIgFEkEQCAlIAIqAgC7oCElIAJBBGohAgwBCwsgDSAlOQMAIBJBAWohEiANIAhBA3RqIQ0MAQsLIBgEQCABKAIEIBAgFmpGBEAgCiAIQQN0aiEKIAFBBGohAQsgCiECIAsgFUECdGohDANAIAsgDEkEQCACIAL9AAQAIAv9XQMA/V/98AH9CwQAIAtBCGohCyACQRBqIQIMAQsLCyAQQQFqIRAgCUEIaiEJDAELCwtrAQJ/IAAgAkEDdCIFIAFsaiEGA0AgACAGSQRAIAQgAygCACAFbGohASAAIAVqIQIDQCAAIAJJBEAgASAB/QAEACAA/QAEAP3wAf0LBAAgAEEQaiEAIAFBEGohAQwBCwsgA0EEaiEDDAELCws=',
};
