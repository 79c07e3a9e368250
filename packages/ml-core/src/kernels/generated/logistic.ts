// Built by `pnpm kernels` from assembly/logistic.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface LogisticExports {
  /**
   * The log-odds of each of `count` rows: out[i] = parameters[columns] + Σ parameters[j] · rows[i][j].
   * rows: f64[count][columns]; parameters: f64[columns + 1]; out: f64[count].
   */
  scoreRows(rows: number, count: number, columns: number, parameters: number, out: number): void;
  /**
   * Turns log-odds into what the loss does there: the residual weight · (p - label) replaces z, `curvatures` receives
   * √(weight · p · (1 - p)).
   * z, weights, curvatures: f64[count]; labels: u8[count], 0 or 1; count even.
   * @returns the loss, Σ weight · log(1 + e^∓z)
   */
  addLosses(z: number, labels: number, weights: number, count: number, curvatures: number): number;
  /**
   * Adds factor · row to `sums`, and the factors alone to its last entry.
   * rows: f64[count][columns]; factors: f64[count]; sums: f64[columns + 1].
   */
  addScaledRows(rows: number, count: number, columns: number, factors: number, sums: number): void;
  /**
   * Writes factor · [row, 1] with what is left of `width` as zeros: ready for `addGram`.
   * rows: f64[count][columns]; factors: f64[count]; out: f64[count][width], width > columns.
   */
  scaleRows(rows: number, count: number, columns: number, factors: number, out: number, width: number): void;
}

/** 1993 bytes of WebAssembly. */
export const logisticKernel: Kernel<LogisticExports> = {
  name: 'logistic',
  base64:
    'AGFzbQEAAAABGwNgBX9/f39/AGAGf39/f39/AGAFf39/f38BfAISAQNlbnYGbWVtb3J5AgEAgIAEAwUEAAEAAgc1BAlzY29yZVJvd3MAAAlhZGRMb3NzZXMAAw1hZGRTY2FsZWRSb3dzAAIJc2NhbGVSb3dzAAEKzw4EuwEDA38BewJ8IAJBA3QiBkFwcSEFIAMgBmorAwAhCgNAIAEgB0oEQP0MAAAAAAAAAAAAAAAAAAAAACEIQQAhAgNAIAIgBUkEQCAIIAAgAmr9AAQAIAIgA2r9AAQA/fIB/fABIQggAkEQaiECDAELCyAKIAj9IQCgIAj9IQGgIQkgBCAHQQN0aiAFIAZJBHwgCSAAIAVqKwMAIAMgBWorAwCioAUgCQs5AwAgB0EBaiEHIAAgBmohAAwBCwsLzgEDA38BfAF7IAJBA3QiB0FwcSEIIAVBA3QhAgNAIAEgBkoEQCADIAZBA3RqKwMAIgn9FCEKQQAhBQNAIAUgCEkEQCAEIAVqIAogACAFav0ABAD98gH9CwQAIAVBEGohBQwBCwsgByAISwRAIAQgCGogCSAAIAhqKwMAojkDAAsgBCAHaiAJOQMAIAdBCGohBQNAIAIgBUsEQCAEIAVqRAAAAAAAAAAAOQMAIAVBCGohBQwBCwsgBkEBaiEGIAAgB2ohACACIARqIQQMAQsLC68BAwR/AXwBeyACQQN0IgZBcHEhBQNAIAEgB0oEQCADIAdBA3RqKwMAIgn9FCEKQQAhAgNAIAIgBUkEQCACIARqIgggCP0ABAAgCiAAIAJq/QAEAP3yAf3wAf0LBAAgAkEQaiECDAELCyAFIAZJBEAgBCAFaiICIAIrAwAgCSAAIAVqKwMAoqA5AwALIAQgBmoiAiACKwMAIAmgOQMAIAdBAWohByAAIAZqIQAMAQsLC44KAgZ7BH8DQCADIAtLBEAgC0EDdCIOIABqIgz9AAQAIAEgC2oiDS0AALhEAAAAAAAAAECiRAAAAAAAAPC/oP0UIA0tAAG4RAAAAAAAAABAokQAAAAAAADwv6D9IgEiCP3yAf3tASIG/e0B/QwAAAAAAOCFwAAAAAAA4IXA/fUB/QwAAAAAAOCFQAAAAAAA4IVA/fQBIgn9DP6CK2VHFfc//oIrZUcV9z/98gH9DAAAAAAAADhDAAAAAAAAOEP98AEiCv0MAAAAAAAAOEMAAAAAAAA4Q/3xASEH/QwAAAAAAADwPwAAAAAAAPA//QwAAAAAAADwPwAAAAAAAPA//QzkRPVnReZaPuRE9WdF5lo+IAkgB/0MAADg/kIu5j8AAOD+Qi7mP/3yAf3xASAH/Qx2PHk17znqPXY8eTXvOeo9/fIB/fEBIgf98gH9DFyfeLdPfpI+XJ94t09+kj798AEgB/3yAf0MNMdWpeMdxz40x1al4x3HPv3wASAH/fIB/QwaoAEaoAH6PhqgARqgAfo+/fABIAf98gH9DBqgARqgASo/GqABGqABKj/98AEgB/3yAf0MF2zBFmzBVj8XbMEWbMFWP/3wASAH/fIB/QwRERERERGBPxEREREREYE//fABIAf98gH9DFVVVVVVVaU/VVVVVVVVpT/98AEgB/3yAf0MVVVVVVVVxT9VVVVVVVXFP/3wASAH/fIB/QwAAAAAAADgPwAAAAAAAOA//fABIAf98gH9DAAAAAAAAPA/AAAAAAAA8D/98AEgB/3yAf0MAAAAAAAA8D8AAAAAAADwP/3wASAK/Qz/AwAAAAAAAP8DAAAAAAAA/c4BQTT9ywH98gH98AH98wEiB/0MAAAAAAAA8D8AAAAAAADwPyAH/fEB/fQBIQkgDCAI/e0BIAIgDmr9AAQAIgj98gEgB/3yAf0LBAAgBCAOaiAIIAn9DAAAAAAAAPA/AAAAAAAA8D8gCf3xAf3yAf3yAf3vAf0LBAAgCf0MAAAAAAAAAEAAAAAAAAAAQCAJ/fEB/fMBIgcgB/3yASEJIAUgCCAG/QwAAAAAAAAAAAAAAAAAAAAA/fUBIAcgB/3wAf0MCB988MEHnz8IH3zwwQefPyAJ/fIB/QyEEEIIIYSgP4QQQgghhKA//fABIAn98gH9DJZ7GmG5p6E/lnsaYbmnoT/98AEgCf3yAf0MaC+hvYT2oj9oL6G9hPaiP/3wASAJ/fIB/Qx7FK5H4XqkP3sUrkfheqQ//fABIAn98gH9DGQhC1nIQqY/ZCELWchCpj/98AEgCf3yAf0MGIZhGIZhqD8YhmEYhmGoP/3wASAJ/fIB/Qwor6G8hvKqPyivobyG8qo//fABIAn98gH9DB4eHh4eHq4/Hh4eHh4erj/98AEgCf3yAf0MERERERERsT8RERERERGxP/3wASAJ/fIB/QwUO7ETO7GzPxQ7sRM7sbM//fABIAn98gH9DEYXXXTRRbc/RhdddNFFtz/98AEgCf3yAf0MHMdxHMdxvD8cx3Ecx3G8P/3wASAJ/fIB/QySJEmSJEnCP5IkSZIkScI//fABIAn98gH9DJqZmZmZmck/mpmZmZmZyT/98AEgCf3yAf0MVVVVVVVV1T9VVVVVVVXVP/3wASAJ/fIB/QwAAAAAAADwPwAAAAAAAPA//fAB/fIB/fAB/fIB/fABIQUgC0ECaiELDAELCyAF/SEAIAX9IQGgCw==',
};
