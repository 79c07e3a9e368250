// Built by `pnpm kernels` from assembly/logistic.ts: change that file, not this one.
import type { Kernel } from '../kernel.js';

export interface LogisticExports {
  /**
   * The log-odds of each of `count` rows: out[i] = parameters[columns] + Σ parameters[j] · (rows[i][j] - means[j]).
   * rows: f64[count][columns]; means: f64[columns]; parameters: f64[columns + 1]; out: f64[count]; count a multiple of 4.
   */
  scoreRows(rows: number, count: number, columns: number, means: number, parameters: number, out: number): void;
  /**
   * Turns log-odds into what the loss does there: the residual weight · (p - label) replaces z, `curvatures` receives
   * √(weight · p · (1 - p)) unless it is 0.
   * z, weights, curvatures: f64[count]; labels: u8[count], 0 or 1; count even.
   * @returns the loss, Σ weight · log(1 + e^∓z)
   */
  addLosses(z: number, labels: number, weights: number, count: number, curvatures: number): number;
  /**
   * Adds factor · (row - means) to `sums`, and the factors alone to its last entry.
   * rows: f64[count][columns]; means: f64[columns]; factors: f64[count]; sums: f64[columns + 1]; count a multiple of 4.
   */
  addScaledRows(rows: number, count: number, columns: number, means: number, factors: number, sums: number): void;
  /**
   * Writes factor · [row - means, 1] with what is left of `width` as zeros: ready for `addGram`.
   * rows: f64[count][columns]; means: f64[columns]; factors: f64[count]; out: f64[count][width], width > columns.
   */
  scaleRows(rows: number, count: number, columns: number, means: number, factors: number, out: number, width: number): void;
}

/** 2462 bytes of WebAssembly. */
export const logisticKernel: Kernel<LogisticExports> = {
  name: 'logistic',
  base64:
    'AGFzbQEAAAABHQNgBn9/f39/fwBgB39/f39/f38AYAV/f39/fwF8AhIBA2VudgZtZW1vcnkCAQCAgAQDBQQAAQACBzUECXNjb3JlUm93cwAACWFkZExvc3NlcwADDWFkZFNjYWxlZFJvd3MAAglzY2FsZVJvd3MAAQqiEgSuBAIHewV/IAJBA3QiAkFwcSENIAIgBGr9CgMAIQkgBSABQQN0aiEOA0AgBSAOSQRAIAAgAmoiESACaiIQIAJqIQ/9DAAAAAAAAAAAAAAAAAAAAAAhDP0MAAAAAAAAAAAAAAAAAAAAACEG/QwAAAAAAAAAAAAAAAAAAAAAIQv9DAAAAAAAAAAAAAAAAAAAAAAhCkEAIQEDQCABIA1JBEAgDCAAIAFq/QAEACABIANq/QAEACII/fEBIAEgBGr9AAQAIgf98gH98AEhDCAGIAEgEWr9AAQAIAj98QEgB/3yAf3wASEGIAsgASAQav0ABAAgCP3xASAH/fIB/fABIQsgCiABIA9q/QAEACAI/fEBIAf98gH98AEhCiABQRBqIQEMAQsLIAIgDUsEQCAMIAAgDWr9XQMAIAMgDWr9XQMAIgj98QEgBCANav1dAwAiB/3yAf3wASEMIAsgDSAQav1dAwAgCP3xASAH/fIB/fABIQsgCiANIA9q/V0DACAI/fEBIAf98gH98AEhCiAGIA0gEWr9XQMAIAj98QEgB/3yAf3wASEGCyAFIAkgDCAG/Q0AAQIDBAUGBxAREhMUFRYXIAwgBv0NCAkKCwwNDg8YGRobHB0eH/3wAf3wAf0LBAAgBSAJIAsgCv0NAAECAwQFBgcQERITFBUWFyALIAr9DQgJCgsMDQ4PGBkaGxwdHh/98AH98AH9CwQQIAAgAkECdGohACAFQSBqIQUMAQsLC+MBAwN/AXwBeyACQQN0IghBcHEhByAGQQN0IQYDQCABIAlKBEAgBCAJQQN0aisDACIK/RQhC0EAIQIDQCACIAdJBEAgAiAFaiALIAAgAmr9AAQAIAIgA2r9AAQA/fEB/fIB/QsEACACQRBqIQIMAQsLIAcgCEkEQCAFIAdqIAogACAHaisDACADIAdqKwMAoaI5AwALIAUgCGogCjkDACAIQQhqIQIDQCACIAZJBEAgAiAFakQAAAAAAAAAADkDACACQQhqIQIMAQsLIAlBAWohCSAAIAhqIQAgBSAGaiEFDAELCwv0AgIFewZ/IAJBA3QiDEFwcSEOIAQgAUEDdGohCwNAIAQgC0kEQCAAIAxqIgIgDGoiDSAMaiEPIAT9CgMAIQogBP0KAwghBiAE/QoDECEHIAT9CgMYIQhBACEBA0AgASAOSQRAIAEgBWoiECAQ/QAEACAKIAAgAWr9AAQAIAEgA2r9AAQAIgn98QH98gEgBiABIAJq/QAEACAJ/fEB/fIB/fABIAcgASANav0ABAAgCf3xAf3yASAIIAEgD2r9AAQAIAn98QH98gH98AH98AH98AH9CwQAIAFBEGohAQwBCwsgDCAOSwRAIAAgDmohAiAEIQEDQCABIARBIGpJBEAgBSAOaiINIA0rAwAgASsDACACKwMAIAMgDmorAwChoqA5AwAgAiAMaiECIAFBCGohAQwBCwsLIAUgDGoiASABKwMAIAT9AAQAIAT9AAQQ/fABIgb9IQAgBv0hAaCgOQMAIAAgDEECdGohACAEQSBqIQQMAQsLC5QJAQl7IAEgA2ohAwNAIAEgA0kEQCAA/QAEACABMQAA/RIgATEAAf0eAUE//csBIgf9USIG/ewB/e0B/QwAAAAAAOCFwAAAAAAA4IXA/fcB/QwAAAAAAOCFQAAAAAAA4IVA/fYBIgj9DP6CK2VHFfc//oIrZUcV9z/98gH9DAAAAAAAADhDAAAAAAAAOEP98AEiCf0MAAAAAAAAOEMAAAAAAAA4Q/3xASEKIAggCv0MAADg/kIu5j8AAOD+Qi7mP/3yAf3xASAK/Qx2PHk17znqPXY8eTXvOeo9/fIB/fEBIgggCP3yASIKIAr98gEhCyAAIAL9AAQAIgz9DAAAAAAAAPA/AAAAAAAA8D/9DAAAAAAAAPA/AAAAAAAA8D/9DAAAAAAAAPA/AAAAAAAA8D/9DAAAAAAAAPA/AAAAAAAA8D8gCP3yAf3wASAK/QwAAAAAAADgPwAAAAAAAOA//QxVVVVVVVXFP1VVVVVVVcU/IAj98gH98AH98gH98AEgC/0MVVVVVVVVpT9VVVVVVVWlP/0MERERERERgT8RERERERGBPyAI/fIB/fABIAr9DBdswRZswVY/F2zBFmzBVj/9DBqgARqgASo/GqABGqABKj8gCP3yAf3wAf3yAf3wASAL/QwaoAEaoAH6PhqgARqgAfo+/Qw0x1al4x3HPjTHVqXjHcc+IAj98gH98AEgCv0MXJ94t09+kj5cn3i3T36SPv0M5ET1Z0XmWj7kRPVnReZaPiAI/fIB/fAB/fIB/fAB/fIB/fAB/fIB/fABIAn9DP8DAAAAAAAA/wMAAAAAAAD9zgFBNP3LAf3yASII/fAB/fMBIgkgCCAJ/fIBIgogBv0MAAAAAAAAAAAAAAAAAAAAAP1K/VL98gEgB/1R/QsEACAI/QwAAAAAAAAAQAAAAAAAAABAIAj98AH98wEiCCAI/fIBIgsgC/3yASINIA398gEhByAFIAwgBv0MAAAAAAAAAAAAAAAAAAAAAP33ASAIIAj98AH9DAAAAAAAAPA/AAAAAAAA8D/9DFVVVVVVVdU/VVVVVVVV1T8gC/3yAf3wASAN/QyamZmZmZnJP5qZmZmZmck//QySJEmSJEnCP5IkSZIkScI/IAv98gH98AH98gH98AEgB/0MHMdxHMdxvD8cx3Ecx3G8P/0MRhdddNFFtz9GF1100UW3PyAL/fIB/fABIA39DBQ7sRM7sbM/FDuxEzuxsz/9DBEREREREbE/ERERERERsT8gC/3yAf3wAf3yAf3wASAH/QweHh4eHh6uPx4eHh4eHq4//Qwor6G8hvKqPyivobyG8qo/IAv98gH98AEgDf0MGIZhGIZhqD8YhmEYhmGoP/0MZCELWchCpj9kIQtZyEKmPyAL/fIB/fAB/fIB/fABIAf9DHsUrkfheqQ/exSuR+F6pD/98gH98AH98gH98AH98gH98AH98gH98AH98gH98AEhBSAEBEAgBCAMIAogCf3yAf3yAf3vAf0LBAAgBEEQaiEECyABQQJqIQEgAEEQaiEAIAJBEGohAgwBCwsgBf0hACAF/SEBoAs=',
};
