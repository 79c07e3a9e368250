import { proportionInterval } from '../src/index.js';

/** A share with what it is of, and its 95 % interval (Wilson 1927): "98.0 % (49 of 50; 89.5 to 99.6)". */
export function shownShare(part: number, whole: number): string {
  if (whole === 0) return 'none';
  const { low, high } = proportionInterval(part, whole);
  const percent = (share: number) => (100 * share).toFixed(1);
  return `${percent(part / whole)} % (${part} of ${whole}; ${percent(low)} to ${percent(high)})`;
}
