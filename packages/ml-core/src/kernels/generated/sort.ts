// Built by `pnpm kernels` from assembly/sort.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface SortExports {
  /**
   * Sorts numbers, none of them NaN, ascending: radix sort from the last digit of their bits, so arranged that they order
   * as the numbers do. values, spare: f64[count]; counters: u32[8][256].
   */
  sortNumbers(values: number, spare: number, counters: number, count: number): void;
}

/** 525 bytes of WebAssembly. */
export const sortKernel: Kernel<SortExports> = {
  name: 'sort',
  base64:
    'AGFzbQEAAAABCAFgBH9/f38AAhIBA2VudgZtZW1vcnkCAQCAgAQDAgEABw8BC3NvcnROdW1iZXJzAAAKzwMBzAMCB38BfiADQQN0IQkDQCAEQYDAAEkEQCACIARq/QwAAAAAAAAAAAAAAAAAAAAA/QsEACAEQRBqIQQMAQsLIAAhBANAIAQgACAJakkEQCAEIAQpAwAiCyALQj+HQoCAgICAgICAgH+EhSILNwMAQQAhBQNAIAVBCEgEQCACIAVBCnRqIAsgBaxCA4aIQv8Bg6dBAnRqIgYgBigCAEEBajYCACAFQQFqIQUMAQsLIARBCGohBAwBCwsgACEEA0AgB0EISARAIAMgAiAHQQp0aiIFIAQpAwAgB6xCA4aIQv8Bg6dBAnRqKAIARwRAQQAhCCAFIQYDQCAFIAZBgAhqSQRAIAUoAgAhCiAFIAg2AgAgCCAKaiEIIAVBBGohBQwBCwsgBCEFA0AgBSAEIAlqSQRAIAIgB0EKdGogBSkDACILIAesQgOGiEL/AYOnQQJ0aiIGKAIAIQggBiAIQQFqNgIAIAEgCEEDdGogCzcDACAFQQhqIQUMAQsLIAEgBCEBIQQLIAdBAWohBwwBCwtBACEBA0AgASAJSQRAIAAgAWogASAEaikDACILIAtCP4dCf4VCgICAgICAgICAf4SFNwMAIAFBCGohAQwBCwsL',
};
