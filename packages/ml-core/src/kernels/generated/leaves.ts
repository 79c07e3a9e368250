// Built by `pnpm kernels` from assembly/leaves.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface LeavesExports {
  /**
   * Adds a tree's leaf value of each row to its sum. Eight rows go down together: a single one would wait for memory at
   * every step.
   *
   * nodes: u32[][2] as in inline/walk.ts; values: f32 a node; depth: steps to the deepest leaf; bins: u8[count][columns],
   * count a multiple of 8 (pad with any bytes); sums: f64[count].
   */
  addLeaves(nodes: number, values: number, depth: number, bins: number, count: number, columns: number, sums: number): void;
}

/** 784 bytes of WebAssembly. */
export const leavesKernel: Kernel<LeavesExports> = {
  name: 'leaves',
  base64:
    'AGFzbQEAAAABCwFgB39/f39/f38AAhIBA2VudgZtZW1vcnkCAQCAgAQDAgEABw0BCWFkZExlYXZlcwAACtEFAc4FARN/A0AgBCAQSwRAIAMgBSAQbGoiESAFaiISIAVqIhMgBWoiFCAFaiIVIAVqIhYgBWoiFyAFaiEYQQAhCEEAIQlBACEKQQAhC0EAIQxBACENQQAhDkEAIQ9BACEHA0AgAiAHSgRAIAAgCEEDdGoiCCgCBCEZIAgoAgAgESAZQRB2ai0AACAZQQh2a0H/AXEgGUH/AXFLaiEIIAAgCUEDdGoiCSgCBCEZIAkoAgAgEiAZQRB2ai0AACAZQQh2a0H/AXEgGUH/AXFLaiEJIAAgCkEDdGoiCigCBCEZIAooAgAgEyAZQRB2ai0AACAZQQh2a0H/AXEgGUH/AXFLaiEKIAAgC0EDdGoiCygCBCEZIAsoAgAgFCAZQRB2ai0AACAZQQh2a0H/AXEgGUH/AXFLaiELIAAgDEEDdGoiDCgCBCEZIAwoAgAgFSAZQRB2ai0AACAZQQh2a0H/AXEgGUH/AXFLaiEMIAAgDUEDdGoiDSgCBCEZIA0oAgAgFiAZQRB2ai0AACAZQQh2a0H/AXEgGUH/AXFLaiENIAAgDkEDdGoiDigCBCEZIA4oAgAgFyAZQRB2ai0AACAZQQh2a0H/AXEgGUH/AXFLaiEOIAAgD0EDdGoiDygCBCEZIA8oAgAgGCAZQRB2ai0AACAZQQh2a0H/AXEgGUH/AXFLaiEPIAdBAWohBwwBCwsgBiAQQQN0aiIHIAf9AAQAIAEgCUECdGogASAIQQJ0av1cAgD9VgIAAf1f/fAB/QsEACAHQRBqIAf9AAQQIAEgC0ECdGogASAKQQJ0av1cAgD9VgIAAf1f/fAB/QsEACAHQSBqIAf9AAQgIAEgDUECdGogASAMQQJ0av1cAgD9VgIAAf1f/fAB/QsEACAHQTBqIAf9AAQwIAEgD0ECdGogASAOQQJ0av1cAgD9VgIAAf1f/fAB/QsEACAQQQhqIRAMAQsLCw==',
};
