// Built by `pnpm kernels` from assembly/lloyd.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface LloydExports {
  /**
   * One pass of Lloyd's algorithm over groups [first, end): gives each point the label of its nearest centroid, and moves
   * its coordinates from the sums of the old cluster to those of the new one. Returns how many labels changed.
   *
   * points     f32[groups][width][8]
   * centroids  f32[k][1 + width]: half the squared norm, then the coordinates; |c|²/2 - x·c orders centroids by distance
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

/** 2243 bytes of WebAssembly. */
export const lloydKernel: Kernel<LloydExports> = {
  name: 'lloyd',
  base64:
    'AGFzbQEAAAABFAFgD39/f39/f39/f399fX9/fwF/AhIBA2VudgZtZW1vcnkCAQCAgAQDAgEABwoBBmFzc2lnbgAACv4QAfsQBRB/DXsBfQN+AXwgBEEFdCEVIAEhEwNAIAIgE0oEQAJAIAogE0ECdCIbIAhqKgIAIAuUkkMAAABAlCIsIAkgG2oqAgBdDQAgACATIBVsaiIPIBVBBmxqIhEgFWohAQNAIAEgEUsEQCARKAIAGiARQUBrIREMAQsLIAYhESAOIRAgFUEFdkEBakECdCEYIAUiEkEEakEFbSEWA0AgFkEASgRAIBIgFmpBAWsgFm0iGUEFRgRAIBhBAXQiHCAYaiEdIBH9CQIAIh8hIiARIBhq/QkCACIgISUgESAcav0JAgAiISEnIBEgHWr9CQIAIiMhJiAYQQJ0IhogEWr9CQIAIiQhKCAPIgEgFWohHiARQQRqIRQDQCABIB5JBEAgHyAB/QAEACIpIBT9CQIAIir95gH95QEhHyAiIAH9AAQQIisgKv3mAf3lASEiICAgKSAUIBhq/QkCACIq/eYB/eUBISAgJSArICr95gH95QEhJSAhICkgFCAcav0JAgAiKv3mAf3lASEhICcgKyAq/eYB/eUBIScgIyApIBQgHWr9CQIAIir95gH95QEhIyAmICsgKv3mAf3lASEmICQgKSAUIBpq/QkCACIp/eYB/eUBISQgKCArICn95gH95QEhKCABQSBqIQEgFEEEaiEUDAELCyAQIB/9CwQAIBAgIv0LBBAgEEEgaiAg/QsEACAQICX9CwQwIBBBQGsiASAh/QsEACABICf9CwQQIBBB4ABqICP9CwQAIBAgJv0LBHAgEEGAAWogJP0LBAAgECAo/QsEkAEFIBlBBEYEQCAYQQF0IhogGGohHCAR/QkCACIfISQgESAYav0JAgAiICEiIBEgGmr9CQIAIiEhJSARIBxq/QkCACIjIScgDyIBIBVqIR0gEUEEaiEUA0AgASAdSQRAIB8gAf0ABAAiJiAU/QkCACIo/eYB/eUBIR8gJCAB/QAEECIpICj95gH95QEhJCAgICYgFCAYav0JAgAiKP3mAf3lASEgICIgKSAo/eYB/eUBISIgISAmIBQgGmr9CQIAIij95gH95QEhISAlICkgKP3mAf3lASElICMgJiAUIBxq/QkCACIm/eYB/eUBISMgJyApICb95gH95QEhJyABQSBqIQEgFEEEaiEUDAELCyAQIB/9CwQAIBAgJP0LBBAgEEEgaiAg/QsEACAQICL9CwQwIBBBQGsiASAh/QsEACABICX9CwQQIBBB4ABqICP9CwQAIBAgJ/0LBHAFIBlBA0YEQCAR/QkCACIfISMgESAYav0JAgAiICEkIBhBAXQiGiARav0JAgAiISEiIA8iASAVaiEcIBFBBGohFANAIAEgHEkEQCAfIAH9AAQAIiUgFP0JAgAiJv3mAf3lASEfICMgAf0ABBAiJyAm/eYB/eUBISMgICAlIBQgGGr9CQIAIib95gH95QEhICAkICcgJv3mAf3lASEkICEgJSAUIBpq/QkCACIl/eYB/eUBISEgIiAnICX95gH95QEhIiABQSBqIQEgFEEEaiEUDAELCyAQIB/9CwQAIBAgI/0LBBAgEEEgaiAg/QsEACAQICT9CwQwIBBBQGsiASAh/QsEACABICL9CwQQBSAZQQJGBEAgEf0JAgAiHyEhIBEgGGr9CQIAIiAhIyAPIgEgFWohGiARQQRqIRQDQCABIBpJBEAgHyAB/QAEACIiIBT9CQIAIiT95gH95QEhHyAhIAH9AAQQIiUgJP3mAf3lASEhICAgIiAUIBhq/QkCACIi/eYB/eUBISAgIyAlICL95gH95QEhIyABQSBqIQEgFEEEaiEUDAELCyAQIB/9CwQAIBAgIf0LBBAgEEEgaiAg/QsEACAQICP9CwQwBSAR/QkCACIfISAgDyIBIBVqIRogEUEEaiEUA0AgASAaSQRAIB8gAf0ABAAgFP0JAgAiIf3mAf3lASEfICAgAf0ABBAgIf3mAf3lASEgIAFBIGohASAUQQRqIRQMAQsLIBAgH/0LBAAgECAg/QsEEAsLCwsgESAYIBlsaiERIBAgGUEFdGohECASIBlrIRIgFkEBayEWDAELCyAO/QAEACEfIA79AAQQISD9DAAAgH8AAIB/AACAfwAAgH8hI/0MAACAfwAAgH8AAIB/AACAfyEk/QwAAAAAAAAAAAAAAAAAAAAAISH9DAAAAAAAAAAAAAAAAAAAAAAhIkEBIREDQCAFIBFKBEAgEf0RIiUgISAOIBFBBXRqIgH9AAQAIiYgH/1D/VIhISAlICIgAf0ABBAiJSAg/UP9UiEiICMgJiAf/esB/eoBISMgJCAlICD96wH96gEhJCAfICb96gEhHyAgICX96gEhICARQQFqIREMAQsLIAkgG2ogLCAjIB/95QEgJCAg/eUB/eoBIh/9HwAgH/0fAZYgH/0fAiAf/R8DlpaSOAIAICEgIv2GASAh/Wb9HQAiLSAHIBNBA3QiAWopAwAiLlENACABIAdqIC03AwBBCCADIAFrIgEgAUEIShshFEEAIRIDQCASIBRIBEAgLiASQQN0rCIvh0L/AYOnIRYgLSAvh0L/AYOnIhEgFkcEQCAXQQFqIRcgDyASQQJ0aiIQIBVqIRggDCAEIBFsQQN0aiEBIA0gEUECdGoiESARKAIAQQFqNgIAAkAgFkH/AUYEQANAIBAgGEkEQCABIAErAwAgECoCALugOQMAIBBBIGohECABQQhqIQEMAQsLDAELIAwgBCAWbEEDdGohESANIBZBAnRqIhYgFigCAEEBazYCAANAIBAgGEkEQCABIAErAwAgECoCALsiMKA5AwAgESARKwMAIDChOQMAIBBBIGohECABQQhqIQEgEUEIaiERDAELCwsLIBJBAWohEgwBCwsLIBNBAWohEwwBCwsgFws=',
};
