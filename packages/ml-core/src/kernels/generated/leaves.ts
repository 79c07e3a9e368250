// Built by `pnpm kernels` from assembly/leaves.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface LeavesExports {
  /**
   * Adds a tree's leaf value of each row to its sum. Eight rows go down together: a single one would wait for memory at
   * every step.
   *
   * nodes: u32[][2]; values: f32 a node; depth: steps to the deepest leaf; bins: u8[count / 8][columns][8], count a multiple
   * of 8 (pad with any bytes); sums: f64[count].
   */
  addLeaves(nodes: number, values: number, depth: number, bins: number, count: number, columns: number, sums: number): void;
}

/** 635 bytes of WebAssembly. */
export const leavesKernel: Kernel<LeavesExports> = {
  name: 'leaves',
  base64:
    'AGFzbQEAAAABCwFgB39/f39/f38AAhIBA2VudgZtZW1vcnkCAQCAgAQDAgEABw0BCWFkZExlYXZlcwAACrwEAbkEAQl/IAVBA3QhDiAGIARBA3RqIQ8DQCAGIA9JBEBBACEEQQAhBUEAIQdBACEIQQAhCUEAIQpBACELQQAhDEEAIQ0DQCACIA1KBEAgACAEQQN0aiIEKAIAIAQvAQZBA3QgA2otAAAgBC0ABEtqIQQgACAFQQN0aiIFKAIAIAMgBS8BBkEDdGotAAEgBS0ABEtqIQUgACAHQQN0aiIHKAIAIAMgBy8BBkEDdGotAAIgBy0ABEtqIQcgACAIQQN0aiIIKAIAIAMgCC8BBkEDdGotAAMgCC0ABEtqIQggACAJQQN0aiIJKAIAIAMgCS8BBkEDdGotAAQgCS0ABEtqIQkgACAKQQN0aiIKKAIAIAMgCi8BBkEDdGotAAUgCi0ABEtqIQogACALQQN0aiILKAIAIAMgCy8BBkEDdGotAAYgCy0ABEtqIQsgACAMQQN0aiIMKAIAIAMgDC8BBkEDdGotAAcgDC0ABEtqIQwgDUEBaiENDAELCyAGIAb9AAQAIAEgBUECdGogASAEQQJ0av1cAgD9VgIAAf1f/fAB/QsEACAGQRBqIAb9AAQQIAEgCEECdGogASAHQQJ0av1cAgD9VgIAAf1f/fAB/QsEACAGQSBqIAb9AAQgIAEgCkECdGogASAJQQJ0av1cAgD9VgIAAf1f/fAB/QsEACAGQTBqIAb9AAQwIAEgDEECdGogASALQQJ0av1cAgD9VgIAAf1f/fAB/QsEACADIA5qIQMgBkFAayEGDAELCws=',
};
