import { formatCount } from './number';

/** A count with its noun: `plural(1, 'customer')` is "1 customer", `plural(5000, 'customer')` "5,000 customers". */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${formatCount(count)} ${Math.round(count) === 1 ? noun : many}`;
}
