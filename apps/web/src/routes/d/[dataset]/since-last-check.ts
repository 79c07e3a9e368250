import { formatList } from '#lib/format/words.ts';
import { say } from './messages';

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
  const { changed } = say();
  const more = now.customers - before.customers;
  const only = (some: Check, other: Check) =>
    some.movedColumns.filter((column) => !other.movedColumns.includes(column));
  const parts = [
    more === 0 ? '' : (more > 0 ? changed.more : changed.fewer)(Math.abs(more)),
    before.movedColumns.length === 0 && now.movedColumns.length > 0
      ? changed.nothingBefore
      : said(only(now, before), changed.moved),
    said(only(before, now), changed.back),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join('; ')}.`;
}

function said(columns: readonly string[], tell: (names: string, count: number) => string): string {
  if (columns.length === 0) return '';
  const named = columns.slice(0, NAMED);
  const others = columns.length - named.length;
  return tell(formatList(others === 0 ? named : [...named, say().changed.others(others)]), columns.length);
}
