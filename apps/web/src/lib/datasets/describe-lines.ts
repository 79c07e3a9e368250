import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import type { Lines } from './lines.fragment';

/** What became of every line of a file, in a sentence; `complete` unless only its beginning was read. */
export function describeLines(lines: Lines, complete = true): string {
  const parts: [count: number, meaning: string][] = [
    [lines.customers, lines.customers === 1 ? 'is a customer' : 'are customers'],
    [lines.purchases ?? 0, lines.purchases === 1 ? 'is a purchase' : 'are purchases'],
    [lines.leftOut ?? 0, 'left out with customers who first bought later'],
    [lines.header, 'the header'],
    [lines.aboveHeader, 'above the header'],
    [lines.repeats, lines.repeats === 1 ? 'repeats a customer' : 'repeat a customer'],
    [lines.blank, 'blank'],
    [lines.rejected, 'rejected'],
    [lines.continued, lines.continued === 1 ? 'continues a row' : 'continue a row'],
  ];
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, meaning]) => `${formatCount(count)} ${meaning}`);
  const total = complete ? plural(lines.total, 'line') : `the first ${plural(lines.total, 'line')}`;
  const [last, ...before] = said.reverse();
  return `Of ${total}, ${before.length > 0 ? `${before.reverse().join(', ')} and ${last}` : last}.`;
}
