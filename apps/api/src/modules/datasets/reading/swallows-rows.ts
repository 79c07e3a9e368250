import { hasDigits, looksLikeRow } from './column-patterns.js';
import type { Form } from './form.js';
import { widthWithin } from './judge-record.js';
import { splitRecord } from './split-record.js';

/** So many lines that look like rows are rows, whatever the first line looks like. */
const SURE_WITNESSES = 10;

/**
 * Whether a quoted field over several lines would swallow rows: whether its lines look like rows by themselves. `first` is the
 * line with the quote, at `openAt`; `swallowed` are the next ones, to the one that closes it, as far as they are looked at.
 */
export function swallowsRows(
  first: string,
  openAt: number,
  swallowed: readonly string[],
  form: Form,
): boolean {
  const few = swallowed.length <= 2;
  const rows = swallowed.filter((line) => isRow(line, form)).length;
  if (rows < (few ? swallowed.length : swallowed.length / 2)) return false;
  if (swallowed.length >= SURE_WITNESSES) return true;
  const alone = splitRecord(first, form, openAt);
  const fits = widthWithin(alone.fields, form.columnCount) === form.columnCount;
  if (alone.openAt !== -1 || (few && !fits)) return false;
  // Words look like words: where quotes are in use, only digits where digits belong tell a row from a text.
  return !form.quotesInUse || form.patterns.some(hasDigits);
}

/** A row whose own quote does not close is one as well: a wrong one. */
function isRow(text: string, form: Form): boolean {
  const split = splitRecord(text, form);
  const { openAt, stray, fields } = split.openAt === -1 ? split : splitRecord(text, form, split.openAt);
  if (openAt !== -1 || stray) return false;
  return looksLikeRow(fields.slice(0, widthWithin(fields, form.columnCount)), form.patterns);
}
