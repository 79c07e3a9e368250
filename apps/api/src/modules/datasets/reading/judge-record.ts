import type { Form } from './form.js';
import { filledWidth, isBlankCell } from './records.js';
import { columnsInFront } from './rejection-marks.js';
import { type SplitRecord, splitRecord } from './split-record.js';
import { findUnwanted } from './unwanted-records.js';

/** What a record is: a row, nothing, or something else and why; the last of a file is no row if it is doubtful. */
export type Judgement =
  | { readonly kind: 'row' | 'blank'; readonly fields: readonly string[]; readonly cause?: undefined }
  | { readonly kind: 'rejected' | 'doubtful'; readonly fields: readonly string[]; readonly cause: string };

/** Why a line with an open quote is rejected. */
export const NO_CLOSING = 'expected a closing quote, found none';
const NO_OPENING = 'expected an opening quote, found a closing one alone';

/** Judges a record that starts on a line; `isPartner` if an unclosed quote above it would have been closed on it. */
export function judgeRecord(
  record: SplitRecord,
  line: number,
  form: Form,
  header: readonly string[],
  isPartner: boolean,
): Judgement {
  const split = form.wrapped ? record : unwrapped(record, form);
  const width = widthWithin(split.fields, form.columnCount);
  const fields = split.fields.length === width ? split.fields : split.fields.slice(0, width);
  const rejected = (cause: string): Judgement => ({ kind: 'rejected', fields, cause });
  const front = columnsInFront(header);
  if (filledWidth(fields) <= front) return { kind: 'blank', fields };
  if (isPartner && split.loose) return rejected(NO_OPENING);
  if (split.stray && width !== form.columnCount) return rejected(NO_CLOSING);
  if (width > form.columnCount) return rejected(`expected ${form.columnCount} fields, found ${width}`);
  if (line === form.descriptionLine) return rejected('expected a customer, found what the columns mean');
  const unwanted =
    front === 0 ? findUnwanted(fields, form, header) : unwantedBehind(front, fields, form, header);
  if (unwanted === null) return { kind: 'row', fields };
  return { kind: unwanted.sure ? 'rejected' : 'doubtful', fields, cause: unwanted.cause };
}

/** Whether a rejected row that was given back is still no customer, by its own columns. */
function unwantedBehind(front: number, fields: readonly string[], form: Form, header: readonly string[]) {
  const own = { ...form, columnCount: form.columnCount - front, patterns: form.patterns.slice(front) };
  return findUnwanted(fields.slice(front), own, header.slice(front));
}

/** The fields of a record without those beyond the last column that are blank. */
export function widthWithin(fields: readonly string[], columns: number): number {
  let width = fields.length;
  while (width > columns && isBlankCell(fields[width - 1]!)) width--;
  return width;
}

/** A row that is wrapped in quotes as a whole, where others are not. */
function unwrapped(record: SplitRecord, form: Form): SplitRecord {
  const [first] = record.fields;
  if (filledWidth(record.fields) !== 1 || !first!.includes(form.delimiter)) return record;
  const inner = splitRecord(first!, form);
  return inner.openAt === -1 && inner.fields.length === form.columnCount ? inner : record;
}
