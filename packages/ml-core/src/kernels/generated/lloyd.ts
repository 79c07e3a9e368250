// Built by `pnpm kernels` from assembly/lloyd.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface LloydExports {
  /**
   * One pass of Lloyd's algorithm over groups [first, end): gives each point the label of its nearest centroid, and moves
   * its coordinates from the sums of the old cluster to those of the new one. Returns how many labels changed.
   *
   * points     f32[groups][width][8]
   * centroids  f32[(1 + width) (k - 1)]: for all but the first, half the squared norm and the coordinates, less those of the
   *            first; |c|²/2 - x·c orders centroids by distance, and less that of the first needs one product less. In
   *            blocks of at most five centroids, as `scoreAll` takes them, each block coordinate by coordinate
   * labels     u8[groups][8], 255 where there is none yet; sums f64[k][width], sizes i32[k]: of these groups alone
   * radii      f32[groups]: the largest |x| of the group
   * expiry     f32[groups]: see below; scratch: 32 k bytes; count: points in all, the rest of the last group is filling
   *
   * A group is passed over while no label in it can have changed. When a centroid moves by m and half its squared norm by h, no
   * score moves by more than h + |x| m. With `turned` and `moved` the sums of the largest h and m over all passes so far, a
   * group whose smallest gap between best and second-best score was g keeps its labels until 2 (turned + radius moved)
   * has grown by g; `expiry` is that point.
   */
  assign(points: number, first: number, end: number, count: number, width: number, k: number, centroids: number, labels: number, radii: number, expiry: number, turned: number, moved: number, sums: number, sizes: number, scratch: number): number;
}

/** 2301 bytes of WebAssembly. */
export const lloydKernel: Kernel<LloydExports> = {
  name: 'lloyd',
  base64:
    'AGFzbQEAAAABFAFgD39/f39/f39/f399fX9/fwF/AhIBA2VudgZtZW1vcnkCAQCAgAQDAgEABwoBBmFzc2lnbgAACrgRAbURBQ5/DXsBfQN+AXwgBEEFdCEVIAEhEgNAIAIgEkoEQAJAIAogEkECdCIZIAhqKgIAIAuUkkMAAABAlCIqIAkgGWoqAgBdDQAgACASIBVsaiITIBVBBmxqIg8gFWohAQNAIAEgD0sEQCAPKAIAGiAPQUBrIQ8MAQsLIBMhASAGIREgDiEQIBVBBXZBAWohGiAFQQFrIhdBBGpBBW0hFgNAIBZBAEoEQCAWIBdqQQFrIBZtIhtBBUYEQCAR/QkCACImISIgEf0JAgQiHyEjIBH9CQIIIiUhICAR/QkCDCIhIR4gEf0JAhAiJCEdIAEiDyAVaiEcIBFBFGohFANAIA8gHEkEQCAmIA/9AAQAIiggFP0JAgAiKf3mAf3lASEmICIgD/0ABBAiJyAp/eYB/eUBISIgHyAoIBT9CQIEIin95gH95QEhHyAjICcgKf3mAf3lASEjICUgKCAU/QkCCCIp/eYB/eUBISUgICAnICn95gH95QEhICAhICggFP0JAgwiKf3mAf3lASEhIB4gJyAp/eYB/eUBIR4gJCAoIBT9CQIQIij95gH95QEhJCAdICcgKP3mAf3lASEdIA9BIGohDyAUQRRqIRQMAQsLIBAgJv0LBAAgECAi/QsEECAQQSBqIB/9CwQAIBAgI/0LBDAgEEFAayIPICX9CwQAIA8gIP0LBBAgEEHgAGogIf0LBAAgECAe/QsEcCAQQYABaiAk/QsEACAQIB39CwSQAQUgG0EERgRAIBH9CQIAIiUhIyAR/QkCBCIhISAgEf0JAggiJCEeIBH9CQIMIiIhHSABIg8gFWohHCARQRBqIRQDQCAPIBxJBEAgJSAP/QAEACIfIBT9CQIAIib95gH95QEhJSAjIA/9AAQQIicgJv3mAf3lASEjICEgHyAU/QkCBCIm/eYB/eUBISEgICAnICb95gH95QEhICAkIB8gFP0JAggiJv3mAf3lASEkIB4gJyAm/eYB/eUBIR4gIiAfIBT9CQIMIh/95gH95QEhIiAdICcgH/3mAf3lASEdIA9BIGohDyAUQRBqIRQMAQsLIBAgJf0LBAAgECAj/QsEECAQQSBqICH9CwQAIBAgIP0LBDAgEEFAayIPICT9CwQAIA8gHv0LBBAgEEHgAGogIv0LBAAgECAd/QsEcAUgG0EDRgRAIBH9CQIAIiQhICAR/QkCBCIiIR4gEf0JAggiIyEdIAEiDyAVaiEcIBFBDGohFANAIA8gHEkEQCAkIA/9AAQAIh8gFP0JAgAiIf3mAf3lASEkICAgD/0ABBAiJSAh/eYB/eUBISAgIiAfIBT9CQIEIiH95gH95QEhIiAeICUgIf3mAf3lASEeICMgHyAU/QkCCCIf/eYB/eUBISMgHSAlIB/95gH95QEhHSAPQSBqIQ8gFEEMaiEUDAELCyAQICT9CwQAIBAgIP0LBBAgEEEgaiAi/QsEACAQIB79CwQwIBBBQGsiDyAj/QsEACAPIB39CwQQBSAbQQJGBEAgEf0JAgAiIyEeIBH9CQIEIiAhHSABIg8gFWohHCARQQhqIRQDQCAPIBxJBEAgIyAP/QAEACIfIBT9CQIAIiH95gH95QEhIyAeIA/9AAQQIiIgIf3mAf3lASEeICAgHyAU/QkCBCIf/eYB/eUBISAgHSAiIB/95gH95QEhHSAPQSBqIQ8gFEEIaiEUDAELCyAQICP9CwQAIBAgHv0LBBAgEEEgaiAg/QsEACAQIB39CwQwBSAR/QkCACIeIR0gASIPIBVqIRwgEUEEaiEUA0AgDyAcSQRAIB4gD/0ABAAgFP0JAgAiH/3mAf3lASEeIB0gD/0ABBAgH/3mAf3lASEdIA9BIGohDyAUQQRqIRQMAQsLIBAgHv0LBAAgECAd/QsEEAsLCwsgESAaIBtsQQJ0aiERIBAgG0EFdGohECAXIBtrIRcgFkEBayEWDAELC/0MAAAAAAAAAAAAAAAAAAAAACEf/QwAAAAAAAAAAAAAAAAAAAAAISX9DAAAgH8AAIB/AACAfwAAgH8hJP0MAACAfwAAgH8AAIB/AACAfyEi/QwAAAAAAAAAAAAAAAAAAAAAISH9DAAAAAAAAAAAAAAAAAAAAAAhI0EBIQ8gDiEBA0AgBSAPSgRAICEgD/0RIh0gAf0ABAAiHiAf/UP9Tv24ASEhICMgHSAB/QAEECIdICX9Q/1O/bgBISMgJCAeIB/96wH96gEhJCAiIB0gJf3rAf3qASEiIB8gHv3qASEfICUgHf3qASElIA9BAWohDyABQSBqIQEMAQsLIAkgGWogKiAkIB/95QEgIiAl/eUB/eoBIh39HwAgHf0fAZYgHf0fAiAd/R8DlpaSOAIAICEgI/2GASAh/Wb9HQAiKyAHIBJBA3QiAWopAwAiLFENACABIAdqICs3AwBBCCADIAFrIgEgAUEIShshEUEAIQ8DQCAPIBFIBEAgLCAPQQN0rCIth0L/AYOnIhYgKyAth0L/AYOnIhBHBEAgGEEBaiEYIBUgEyAPQQJ0aiIBaiEXIAEgFUFAcWohGSAMIAQgEGxBA3RqIRQgDSAQQQJ0aiIQIBAoAgBBAWo2AgACQCAWQf8BRgRAA0AgASAZSQRAIBQgFP0ABAAgAUEgaiAB/VwCAP1WAgAB/V/98AH9CwQAIAFBQGshASAUQRBqIRQMAQsLIAEgF0kEQCAUIBQrAwAgASoCALugOQMACwwBCyAMIAQgFmxBA3RqIRAgDSAWQQJ0aiIWIBYoAgBBAWs2AgADQCABIBlJBEAgFCAU/QAEACABQSBqIAH9XAIA/VYCAAH9XyId/fAB/QsEACAQIBD9AAQAIB397QH98AH9CwQAIAFBQGshASAUQRBqIRQgEEEQaiEQDAELCyABIBdJBEAgFCAUKwMAIAEqAgC7Ii6gOQMAIBAgECsDACAuoTkDAAsLCyAPQQFqIQ8MAQsLCyASQQFqIRIMAQsLIBgL',
};
