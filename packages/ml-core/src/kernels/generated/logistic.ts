// Built by `pnpm kernels` from assembly/logistic.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface LogisticExports {
  /**
   * The log-odds of each of `count` rows: out[i] = parameters[columns] + Σ parameters[j] · rows[i][j].
   * rows: f64[count][columns]; parameters: f64[columns + 1]; out: f64[count]; count a multiple of 4.
   */
  scoreRows(rows: number, count: number, columns: number, parameters: number, out: number): void;
  /**
   * Turns log-odds into what the loss does there: the residual weight · (p - label) replaces z, `curvatures` receives
   * √(weight · p · (1 - p)) unless it is 0.
   * z, weights, curvatures: f64[count]; labels: u8[count], 0 or 1; count even.
   * @returns the loss, Σ weight · log(1 + e^∓z)
   */
  addLosses(z: number, labels: number, weights: number, count: number, curvatures: number): number;
  /**
   * Adds factor · row to `sums`, and the factors alone to its last entry.
   * rows: f64[count][columns]; factors: f64[count]; sums: f64[columns + 1]; count a multiple of 4.
   */
  addScaledRows(rows: number, count: number, columns: number, factors: number, sums: number): void;
  /**
   * Writes factor · [row, 1] with what is left of `width` as zeros: ready for `addGram`.
   * rows: f64[count][columns]; factors: f64[count]; out: f64[count][width], width > columns.
   */
  scaleRows(rows: number, count: number, columns: number, factors: number, out: number, width: number): void;
}

/** 2350 bytes of WebAssembly. */
export const logisticKernel: Kernel<LogisticExports> = {
  name: 'logistic',
  base64:
    'AGFzbQEAAAABGwNgBX9/f39/AGAGf39/f39/AGAFf39/f38BfAISAQNlbnYGbWVtb3J5AgEAgIAEAwUEAAEAAgc1BAlzY29yZVJvd3MAAAlhZGRMb3NzZXMAAw1hZGRTY2FsZWRSb3dzAAIJc2NhbGVSb3dzAAEKtBEE9AMCBnsFfyACQQN0IgtBcHEhAiADIAtq/QoDACEHIAQgAUEDdGohDANAIAQgDEkEQCAAIAtqIg8gC2oiDiALaiEN/QwAAAAAAAAAAAAAAAAAAAAAIQr9DAAAAAAAAAAAAAAAAAAAAAAhBf0MAAAAAAAAAAAAAAAAAAAAACEJ/QwAAAAAAAAAAAAAAAAAAAAAIQhBACEBA0AgASACSQRAIAogACABav0ABAAgASADav0ABAAiBv3yAf3wASEKIAUgASAPav0ABAAgBv3yAf3wASEFIAkgASAOav0ABAAgBv3yAf3wASEJIAggASANav0ABAAgBv3yAf3wASEIIAFBEGohAQwBCwsgAiALSQRAIAogACACav1dAwAgAiADav1dAwAiBv3yAf3wASEKIAkgAiAOav1dAwAgBv3yAf3wASEJIAggAiANav1dAwAgBv3yAf3wASEIIAUgAiAPav1dAwAgBv3yAf3wASEFCyAEIAcgCiAF/Q0AAQIDBAUGBxAREhMUFRYXIAogBf0NCAkKCwwNDg8YGRobHB0eH/3wAf3wAf0LBAAgBCAHIAkgCP0NAAECAwQFBgcQERITFBUWFyAJIAj9DQgJCgsMDQ4PGBkaGxwdHh/98AH98AH9CwQQIAAgC0ECdGohACAEQSBqIQQMAQsLC84BAwN/AXwBeyACQQN0IgdBcHEhCCAFQQN0IQIDQCABIAZKBEAgAyAGQQN0aisDACIJ/RQhCkEAIQUDQCAFIAhJBEAgBCAFaiAKIAAgBWr9AAQA/fIB/QsEACAFQRBqIQUMAQsLIAcgCEsEQCAEIAhqIAkgACAIaisDAKI5AwALIAQgB2ogCTkDACAHQQhqIQUDQCACIAVLBEAgBCAFakQAAAAAAAAAADkDACAFQQhqIQUMAQsLIAZBAWohBiAAIAdqIQAgAiAEaiEEDAELCwvVAgIEewZ/IAJBA3QiDUFwcSEOIAMgAUEDdGohCwNAIAMgC0kEQCAAIA1qIgIgDWoiCSANaiEKIAP9CgMAIQcgA/0KAwghCCAD/QoDECEFIAP9CgMYIQZBACEBA0AgASAOSQRAIAEgBGoiDCAM/QAEACAHIAAgAWr9AAQA/fIBIAggASACav0ABAD98gH98AEgBSABIAlq/QAEAP3yASAGIAEgCmr9AAQA/fIB/fAB/fAB/fAB/QsEACABQRBqIQEMAQsLIA0gDksEQCAEIA5qIgEgASsDACADKwMAIAAgDmorAwCiIAMrAwggAiAOaisDAKKgIAMrAxAgCSAOaisDAKIgAysDGCAKIA5qKwMAoqCgoDkDAAsgBCANaiIBIAErAwAgA/0ABAAgA/0ABBD98AEiBf0hACAF/SEBoKA5AwAgACANQQJ0aiEAIANBIGohAwwBCwsLlAkBCXsgASADaiEDA0AgASADSQRAIAD9AAQAIAExAAD9EiABMQAB/R4BQT/9ywEiB/1RIgb97AH97QH9DAAAAAAA4IXAAAAAAADghcD99wH9DAAAAAAA4IVAAAAAAADghUD99gEiCP0M/oIrZUcV9z/+gitlRxX3P/3yAf0MAAAAAAAAOEMAAAAAAAA4Q/3wASIJ/QwAAAAAAAA4QwAAAAAAADhD/fEBIQogCCAK/QwAAOD+Qi7mPwAA4P5CLuY//fIB/fEBIAr9DHY8eTXvOeo9djx5Ne856j398gH98QEiCCAI/fIBIgogCv3yASELIAAgAv0ABAAiDP0MAAAAAAAA8D8AAAAAAADwP/0MAAAAAAAA8D8AAAAAAADwP/0MAAAAAAAA8D8AAAAAAADwP/0MAAAAAAAA8D8AAAAAAADwPyAI/fIB/fABIAr9DAAAAAAAAOA/AAAAAAAA4D/9DFVVVVVVVcU/VVVVVVVVxT8gCP3yAf3wAf3yAf3wASAL/QxVVVVVVVWlP1VVVVVVVaU//QwRERERERGBPxEREREREYE/IAj98gH98AEgCv0MF2zBFmzBVj8XbMEWbMFWP/0MGqABGqABKj8aoAEaoAEqPyAI/fIB/fAB/fIB/fABIAv9DBqgARqgAfo+GqABGqAB+j79DDTHVqXjHcc+NMdWpeMdxz4gCP3yAf3wASAK/Qxcn3i3T36SPlyfeLdPfpI+/QzkRPVnReZaPuRE9WdF5lo+IAj98gH98AH98gH98AH98gH98AH98gH98AEgCf0M/wMAAAAAAAD/AwAAAAAAAP3OAUE0/csB/fIBIgj98AH98wEiCSAIIAn98gEiCiAG/QwAAAAAAAAAAAAAAAAAAAAA/Ur9Uv3yASAH/VH9CwQAIAj9DAAAAAAAAABAAAAAAAAAAEAgCP3wAf3zASIIIAj98gEiCyAL/fIBIg0gDf3yASEHIAUgDCAG/QwAAAAAAAAAAAAAAAAAAAAA/fcBIAggCP3wAf0MAAAAAAAA8D8AAAAAAADwP/0MVVVVVVVV1T9VVVVVVVXVPyAL/fIB/fABIA39DJqZmZmZmck/mpmZmZmZyT/9DJIkSZIkScI/kiRJkiRJwj8gC/3yAf3wAf3yAf3wASAH/Qwcx3Ecx3G8PxzHcRzHcbw//QxGF1100UW3P0YXXXTRRbc/IAv98gH98AEgDf0MFDuxEzuxsz8UO7ETO7GzP/0MERERERERsT8RERERERGxPyAL/fIB/fAB/fIB/fABIAf9DB4eHh4eHq4/Hh4eHh4erj/9DCivobyG8qo/KK+hvIbyqj8gC/3yAf3wASAN/QwYhmEYhmGoPxiGYRiGYag//QxkIQtZyEKmP2QhC1nIQqY/IAv98gH98AH98gH98AEgB/0MexSuR+F6pD97FK5H4XqkP/3yAf3wAf3yAf3wAf3yAf3wAf3yAf3wAf3yAf3wASEFIAQEQCAEIAwgCiAJ/fIB/fIB/e8B/QsEACAEQRBqIQQLIAFBAmohASAAQRBqIQAgAkEQaiECDAELCyAF/SEAIAX9IQGgCw==',
};
