import { say } from './messages';

/** An interval of which the ends are written already; "57 to 193". */
export function formatRange(low: string, high: string): string {
  return say().range(low, high);
}
