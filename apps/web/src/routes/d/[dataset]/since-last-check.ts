import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import { formatList } from '#lib/format/words.ts';

/** What a check saw. */
interface Check {
  readonly customers: number;
  readonly movedColumns: readonly string[];
}

/** So many columns are named. */
const NAMED = 3;

/**
 * What a check saw that the one before had not seen: "120 customers more; tenure has moved."; "" where nothing is new. Where
 * nothing had moved before, all that has is new, and told beside this.
 */
export function sinceLastCheck(now: Check, before: Check): string {
  const more = now.customers - before.customers;
  const only = (some: Check, other: Check) =>
    some.movedColumns.filter((column) => !other.movedColumns.includes(column));
  const parts = [
    more === 0 ? '' : `${plural(Math.abs(more), 'customer')} ${more > 0 ? 'more' : 'fewer'}`,
    before.movedColumns.length === 0 && now.movedColumns.length > 0
      ? 'nothing had moved before'
      : said(only(now, before), ['has moved', 'have moved']),
    said(only(before, now), ['is as it was again', 'are as they were again']),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join('; ')}.`;
}

function said(columns: readonly string[], [one, many]: readonly [string, string]): string {
  if (columns.length === 0) return '';
  const named = columns.slice(0, NAMED);
  const others = columns.length - named.length;
  const names = formatList(others === 0 ? named : [...named, `${formatCount(others)} more`]);
  return `${names} ${columns.length === 1 ? one : many}`;
}
