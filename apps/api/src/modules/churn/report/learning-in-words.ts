import type { ExpectedGain } from '@holdfast/ml-core';

/** A smaller gain of AUC is none that anybody would notice. */
const NOTICED = 0.005;
/** What rounds to nothing. */
const LEAST_SHOWN = 0.0005;

/** What more customers would bring, in a sentence with its interval. */
export function learningInWords(expected: ExpectedGain | null, more: number): string {
  const customers = `${more.toLocaleString('en')} more customers like these`;
  if (expected === null) return `It cannot be told what ${customers} would bring.`;
  const { gain, low, high } = expected;
  if (Math.max(Math.abs(low), Math.abs(high)) < LEAST_SHOWN) {
    return `${customers} would bring next to nothing: less than 0.001 of AUC. Other columns might.`;
  }
  const range = `${show(gain)} of AUC (${show(low)} to ${show(high)})`;
  if (high < NOTICED) return `${customers} would bring next to nothing: ${range}. Other columns might.`;
  if (low > 0) return `${customers} would bring ${range}.`;
  return `${customers} would bring ${range}, which may be nothing.`;
}

function show(gain: number): string {
  const size = Math.abs(gain) < LEAST_SHOWN ? '0.000' : Math.abs(gain).toFixed(3);
  return gain <= -LEAST_SHOWN ? `−${size}` : size;
}
