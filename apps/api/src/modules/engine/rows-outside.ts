import type { SampledTable } from './analytics-engine.js';

/** Whether rows that come in ascending order are outside a sample. */
export function rowsOutside(sample: SampledTable | undefined): (row: number) => boolean {
  const numbers = sample?.rowNumbers ?? new Int32Array();
  let at = 0;
  return (row) => {
    while (at < numbers.length && numbers[at]! < row) at++;
    return numbers[at] !== row;
  };
}
