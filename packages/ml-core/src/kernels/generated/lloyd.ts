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

/** 2189 bytes of WebAssembly. */
export const lloydKernel: Kernel<LloydExports> = {
  name: 'lloyd',
  base64:
    'AGFzbQEAAAABFAFgD39/f39/f39/f399fX9/fwF/AhIBA2VudgZtZW1vcnkCAQCAgAQDAgEABwoBBmFzc2lnbgAACsgQAcUQBQ5/DXsBfQN+AXwgBEEFdCEVIAEhEgNAIAIgEkoEQAJAIAogEkECdCIYIAhqKgIAIAuUkkMAAABAlCIqIAkgGGoqAgBdDQAgACASIBVsaiITIBVBBmxqIgEgFWohDwNAIAEgD0kEQCABKAIAGiABQUBrIQEMAQsLIBMhASAGIREgDiEQIBVBBXZBAWohGiAFQQFrIhdBBGpBBW0hFgNAIBZBAEoEQCAWIBdqQQFrIBZtIhtBBUYEQCAR/QkCACIdISAgEf0JAgQiHiEjIBH9CQIIIh8hJSAR/QkCDCIhISQgEf0JAhAiIiEmIAEiDyAVaiEcIBFBFGohFANAIA8gHEkEQCAdIA/9AAQAIicgFP0JAgAiKP3mAf3lASEdICAgD/0ABBAiKSAo/eYB/eUBISAgHiAnIBT9CQIEIij95gH95QEhHiAjICkgKP3mAf3lASEjIB8gJyAU/QkCCCIo/eYB/eUBIR8gJSApICj95gH95QEhJSAhICcgFP0JAgwiKP3mAf3lASEhICQgKSAo/eYB/eUBISQgIiAnIBT9CQIQIif95gH95QEhIiAmICkgJ/3mAf3lASEmIA9BIGohDyAUQRRqIRQMAQsLIBAgHf0LBAAgECAg/QsEECAQQSBqIB79CwQAIBAgI/0LBDAgEEFAayIPIB/9CwQAIA8gJf0LBBAgEEHgAGogIf0LBAAgECAk/QsEcCAQQYABaiAi/QsEACAQICb9CwSQAQUgG0EERgRAIBH9CQIAIh0hIiAR/QkCBCIeISAgEf0JAggiHyEjIBH9CQIMIiEhJSABIg8gFWohHCARQRBqIRQDQCAPIBxJBEAgHSAP/QAEACIkIBT9CQIAIib95gH95QEhHSAiIA/9AAQQIicgJv3mAf3lASEiIB4gJCAU/QkCBCIm/eYB/eUBIR4gICAnICb95gH95QEhICAfICQgFP0JAggiJv3mAf3lASEfICMgJyAm/eYB/eUBISMgISAkIBT9CQIMIiT95gH95QEhISAlICcgJP3mAf3lASElIA9BIGohDyAUQRBqIRQMAQsLIBAgHf0LBAAgECAi/QsEECAQQSBqIB79CwQAIBAgIP0LBDAgEEFAayIPIB/9CwQAIA8gI/0LBBAgEEHgAGogIf0LBAAgECAl/QsEcAUgG0EDRgRAIBH9CQIAIh0hISAR/QkCBCIeISIgEf0JAggiHyEgIAEiDyAVaiEcIBFBDGohFANAIA8gHEkEQCAdIA/9AAQAIiMgFP0JAgAiJP3mAf3lASEdICEgD/0ABBAiJSAk/eYB/eUBISEgHiAjIBT9CQIEIiT95gH95QEhHiAiICUgJP3mAf3lASEiIB8gIyAU/QkCCCIj/eYB/eUBIR8gICAlICP95gH95QEhICAPQSBqIQ8gFEEMaiEUDAELCyAQIB39CwQAIBAgIf0LBBAgEEEgaiAe/QsEACAQICL9CwQwIBBBQGsiDyAf/QsEACAPICD9CwQQBSAbQQJGBEAgEf0JAgAiHSEfIBH9CQIEIh4hISABIg8gFWohHCARQQhqIRQDQCAPIBxJBEAgHSAP/QAEACIgIBT9CQIAIiL95gH95QEhHSAfIA/9AAQQIiMgIv3mAf3lASEfIB4gICAU/QkCBCIg/eYB/eUBIR4gISAjICD95gH95QEhISAPQSBqIQ8gFEEIaiEUDAELCyAQIB39CwQAIBAgH/0LBBAgEEEgaiAe/QsEACAQICH9CwQwBSAR/QkCACIdIR4gASIPIBVqIRwgEUEEaiEUA0AgDyAcSQRAIB0gD/0ABAAgFP0JAgAiH/3mAf3lASEdIB4gD/0ABBAgH/3mAf3lASEeIA9BIGohDyAUQQRqIRQMAQsLIBAgHf0LBAAgECAe/QsEEAsLCwsgESAaIBtsQQJ0aiERIBAgG0EFdGohECAXIBtrIRcgFkEBayEWDAELC/0MAAAAAAAAAAAAAAAAAAAAACEd/QwAAAAAAAAAAAAAAAAAAAAAIR79DAAAgH8AAIB/AACAfwAAgH8hIf0MAACAfwAAgH8AAIB/AACAfyEi/QwAAAAAAAAAAAAAAAAAAAAAIR/9DAAAAAAAAAAAAAAAAAAAAAAhIEEBIREgDiEBA0AgBSARSgRAIB8gEf0RIiMgAf0ABAAiJCAd/UP9Tv24ASEfICAgIyAB/QAEECIjIB79Q/1O/bgBISAgISAkIB396wH96gEhISAiICMgHv3rAf3qASEiIB0gJP3qASEdIB4gI/3qASEeIBFBAWohESABQSBqIQEMAQsLIAkgGGogKiAhIB395QEgIiAe/eUB/eoBIh39HwAgHf0fAZYgHf0fAiAd/R8DlpaSOAIAIB8gIP2GASAf/Wb9HQAiKyAHIBJBA3QiAWopAwAiLFENACABIAdqICs3AwBBCCADIAFrIgEgAUEIShshFEEAIQ8DQCAPIBRIBEAgLCAPQQN0rCIth0L/AYOnIRYgKyAth0L/AYOnIgEgFkcEQCAZQQFqIRkgEyAPQQJ0aiIRIBVqIRcgDCABIARsQQN0aiEQIA0gAUECdGoiASABKAIAQQFqNgIAAkAgFkH/AUYEQANAIBEgF0kEQCAQIBArAwAgESoCALugOQMAIBFBIGohESAQQQhqIRAMAQsLDAELIAwgBCAWbEEDdGohASANIBZBAnRqIhYgFigCAEEBazYCAANAIBEgF0kEQCAQIBArAwAgESoCALsiLqA5AwAgASABKwMAIC6hOQMAIBFBIGohESAQQQhqIRAgAUEIaiEBDAELCwsLIA9BAWohDwwBCwsLIBJBAWohEgwBCwsgGQs=',
};
