import { hasDigits, isMissing, readPatterns, shapeOf } from './column-patterns.js';
import { filledWidth, type HeadRecord, isBlankCell } from './records.js';

/** Where the table begins among the records of a file's head, and how wide it is. */
export interface TablePlace {
  readonly columnCount: number;
  /** The record with the names; null if there is none. */
  readonly header: HeadRecord | null;
  /** The fields of the header, one a column: "" for a column without a name. */
  readonly names: readonly string[];
  /** The first line below the header, from 1. */
  readonly firstLine: number;
  /** Lines above the header, or above the first row. */
  readonly skippedLines: number;
}

/** Records above the header that are looked at. */
const LONGEST_PREAMBLE = 30;
/** Rows below a candidate that say whether it is the header of narrower rows. */
const WITNESSES = 5;
const ID_NAME =
  /^(.*[ _-])?(id|uuid|guid|key|nr|no|number|nummer|code)$|^(customer|client|kunde|email|e-mail)$|[a-z]Id$/i;

/** Locates the table: header, first row and width. `hasHeader` overrides what is found. */
export function findTable(records: readonly HeadRecord[], hasHeader: boolean | null): TablePlace {
  const filled = records.filter(({ filled: width }) => width > 0);
  const width = usualWidth(filled);
  const at = hasHeader === false ? -1 : findHeader(filled, width, hasHeader === true);
  const first = at === -1 ? filled[firstRow(filled, width)] : filled[at];
  if (first === undefined) return { columnCount: 0, header: null, names: [], firstLine: 1, skippedLines: 0 };
  const skippedLines = first.line - 1;
  if (at === -1) {
    const names = Array.from({ length: width }, () => '');
    return { columnCount: width, header: null, names, firstLine: first.line, skippedLines };
  }
  const header = filled[at]!;
  const names = alignNames(header, filled.slice(at + 1), width);
  return { columnCount: names.length, header, names, firstLine: header.line + header.span, skippedLines };
}

/** The fields of most records, without those at the end that are always empty. */
function usualWidth(records: readonly HeadRecord[]): number {
  const votes = new Map<number, number>();
  for (const { fields } of records) votes.set(fields.length, (votes.get(fields.length) ?? 0) + 1);
  // Ties go to the first record: Map keeps the counts in order of appearance.
  const [common] = [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), [0, 0]);
  const same = records.filter(({ fields }) => fields.length === common);
  return same.reduce((most, { filled }) => Math.max(most, filled), 0);
}

/** The position of the header among the records; -1 if there is none. */
function findHeader(records: readonly HeadRecord[], width: number, isGiven: boolean): number {
  const top = records.slice(0, LONGEST_PREAMBLE);
  const body = records.slice(-Math.max(1, records.length - 1));
  const usual = median(records.map(({ filled }) => filled));
  const fits = (record: HeadRecord) =>
    isWide(record, width) || (record.fields.length >= width && record.filled >= Math.max(2, usual));
  for (const [at, record] of top.entries()) {
    if (fits(record)) {
      const below = records.slice(at + 1);
      if (isGiven || isHeader(record, below, width)) return isAboveNames(record, below, width) ? at + 1 : at;
      // A row: what is above it can only be a header of fewer columns.
      return narrowHeader(top.slice(0, at), records);
    }
  }
  return narrowHeader(top, body.length > 0 ? records : []);
}

/** Whether a record names groups of columns, with gaps, above the one that names the columns. */
function isAboveNames(record: HeadRecord, [next, ...below]: readonly HeadRecord[], width: number): boolean {
  const given = ({ fields }: HeadRecord) => fields.filter((field) => !isBlankCell(field)).length;
  if (next === undefined || given(next) !== width || given(record) >= width) return false;
  return areNames(next.fields.slice(0, width)) && contrastsWith(next.fields, below, width);
}

/** Whether a name stands above values with digits that look otherwise. */
function contrastsWith(fields: readonly string[], below: readonly HeadRecord[], width: number): boolean {
  const values = below.map((row) => row.fields);
  const patterns = readPatterns(values, width);
  return fields.some(
    (field, i) => hasDigits(patterns[i]) && isText(field) && !patterns[i]!.has(shapeOf(field)),
  );
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

/** Whether a record is as wide as the table, or one short of it. */
function isWide({ fields, filled }: HeadRecord, width: number): boolean {
  if (filled === width || (fields.length >= width && filled > width)) return true;
  if (width > 2 && filled === width - 1) return true;
  return fields.length === width && filled > width / 2;
}

/** A first record of names is the header of a table that grows wider further down, if the rows below are as narrow. */
function narrowHeader(top: readonly HeadRecord[], records: readonly HeadRecord[]): number {
  const [first] = top;
  if (first === undefined || first.filled < 2 || !areNames(first.fields.slice(0, first.filled))) return -1;
  const below = records.slice(1, 1 + WITNESSES);
  const same = below.filter(({ filled }) => filled <= first.filled + 1 && filled >= first.filled - 1).length;
  return below.length > 0 &&
    same > below.length / 2 &&
    top.length >= Math.min(records.length, LONGEST_PREAMBLE)
    ? 0
    : -1;
}

/** Where the rows begin if nothing names the columns: below a few lines of another shape, or at once. */
function firstRow(records: readonly HeadRecord[], width: number): number {
  const at = records.findIndex(({ fields, filled }) => fields.length === width || filled === width);
  if (at <= 0 || at >= LONGEST_PREAMBLE) return 0;
  const patterns = readPatterns(
    records.slice(at).map(({ fields }) => fields),
    width,
  );
  // What looks like the beginning of a row is one, if a short one.
  const looksLikeRows = records
    .slice(0, at)
    .some(({ fields }) => hasDigits(patterns[0]) && patterns[0]!.has(shapeOf(fields[0] ?? '')));
  return looksLikeRows ? 0 : at;
}

function isHeader(record: HeadRecord, below: readonly HeadRecord[], width: number): boolean {
  const fields = record.fields.slice(0, record.filled);
  const values = below.map((row) => row.fields);
  if (areNames(fields)) return !recurs(fields, values);
  const patterns = readPatterns(values, width);
  const shift = width - fields.length === 1 ? 1 : 0;
  const digits = (field: string, i: number) => hasDigits(patterns[i]) && !isMissing(field);
  const contrasts = (offset: number) =>
    fields.filter(
      (field, i) => digits(field, i + offset) && isText(field) && !patterns[i + offset]!.has(shapeOf(field)),
    ).length;
  const agrees = fields.some((field, i) => digits(field, i) && patterns[i]!.has(shapeOf(field)));
  const different = new Set(fields.map((field) => field.trim().toLowerCase())).size === fields.length;
  if (different && (arePeriods(fields) || areYearsAlone(fields, values))) return true;
  if (contrasts(0) > 0 && areCounted(fields)) return true;
  if (below.length === 0) return false;
  return (
    Math.max(contrasts(0), shift === 1 ? contrasts(1) : 0) > 0 &&
    (!agrees || fields.filter(isText).length > fields.length / 2)
  );
}

/** Whether fields are all text, all different and none a number; the first may be empty, as where rows are numbered. */
function areNames(fields: readonly string[]): boolean {
  const named = fields[0] !== undefined && isBlankCell(fields[0]) ? fields.slice(1) : fields;
  if (named.length === 0 || !named.every((field) => isText(field) && !isMissing(field))) return false;
  return new Set(named.map((field) => field.trim())).size === named.length || sameButFew(named);
}

/** Two columns of one name are numbered; a row of the same few words is not a header. */
function sameButFew(named: readonly string[]): boolean {
  return new Set(named.map((field) => field.trim())).size >= Math.max(2, 0.6 * named.length);
}

/** A text that is no number and no date. */
function isText(field: string): boolean {
  const value = field.trim();
  if (value === '' || /^[-+$(]?[\d.,'% )-]+$/.test(value)) return false;
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(value) || /^[-+]?\d[\d.]*e[-+]?\d+$/i.test(value)) return false;
  return /[A-Za-z\x80-\xff]/.test(value);
}

/** `customer,2022,2023` and `customer,2023-01,2023-02`: names and periods. */
function arePeriods(fields: readonly string[]): boolean {
  const periods = fields.filter((field) => /^(19|20)\d\d([-/](0?[1-9]|1[0-2]|q[1-4]))?$/i.test(field.trim()));
  const others = fields.filter((field) => !periods.includes(field));
  return (
    periods.length > 0 && others.length > 0 && others.every((field) => isText(field) || isBlankCell(field))
  );
}

/** `2019,2020,2021`: years one after the other, above what are no years. */
function areYearsAlone(fields: readonly string[], below: readonly (readonly string[])[]): boolean {
  const isYear = (field: string | undefined) => /^(19|20)\d\d$/.test(field?.trim() ?? '');
  const first = Number(fields[0]);
  const step = Number(fields[1]) - first;
  return (
    Math.abs(step) === 1 &&
    fields.every((field, i) => isYear(field) && Number(field) === first + i * step) &&
    below.length > 0 &&
    fields.every((_, i) => below.filter((row) => isYear(row[i])).length <= below.length / 10)
  );
}

/** `id,1,2,3`: a name and numbered questions. */
function areCounted([first, ...others]: readonly string[]): boolean {
  if (first === undefined || !isText(first) || others.length < 2) return false;
  const start = Number(others[0]);
  return (start === 0 || start === 1) && others.every((field, i) => Number(field) === start + i);
}

/** Of many names, so many may be a value of their own column by chance. */
const RECURRING_SHARE = 0.1;

/** Whether values of a record come again in the same columns, as the values of a row do and names do not. */
function recurs(fields: readonly string[], below: readonly (readonly string[])[]): boolean {
  // The header itself may come again as a whole.
  const others = below.filter((row) => !fields.every((field, i) => row[i]?.trim() === field.trim()));
  const again = fields.filter(
    (field, i) => !isBlankCell(field) && others.filter((row) => row[i] === field).length > 1,
  );
  return again.length >= Math.max(1, RECURRING_SHARE * fields.length);
}

/** The header's fields, one a column: a header one short lacks the name of the first column, where rows are numbered. */
function alignNames(header: HeadRecord, below: readonly HeadRecord[], width: number): string[] {
  const names = header.fields.slice(0, header.filled);
  if (names.length >= width) return [...names];
  const missing = width - names.length;
  const witnesses = below.slice(0, WITNESSES).filter(({ filled }) => filled > 0);
  const fromTheStart = witnesses.filter(({ filled }) => filled > names.length).length > witnesses.length / 2;
  const rest = Array.from({ length: missing }, () => '');
  if (missing > 1 || !fromTheStart || header.fields.length > names.length) return [...names, ...rest];
  const idAt = names.findIndex((name) => ID_NAME.test(name.trim()));
  return idAt !== -1 && isUnique(below, idAt) ? [...names, ''] : ['', ...names];
}

function isUnique(records: readonly HeadRecord[], column: number): boolean {
  const values = records.map(({ fields }) => fields[column] ?? '').filter((value) => !isBlankCell(value));
  return new Set(values).size >= 0.95 * values.length;
}

/** Whether the record below a header describes the columns: units, or a sentence each. */
export function describesColumns(
  fields: readonly string[],
  below: readonly (readonly string[])[],
  columns: number,
): boolean {
  if (filledWidth(fields) === 0 || fields.some((field) => /\d/.test(field))) return false;
  const patterns = readPatterns(below, columns);
  const judged = fields.flatMap((field, i) => (hasDigits(patterns[i]) && !isMissing(field) ? [field] : []));
  return judged.length >= 2 || judged.some((field) => UNIT.test(field.trim()));
}

const UNIT =
  /^[[(]?(eur|usd|gbp|chf|\$|\xe2\x82\xac|\xc2\xa3|%|years?|days?|months?|jahre|tage|monate|ans|kg|km|m|h|hours?|minutes?|min|date|int|integer|number|numeric|float|string|text|varchar|bigint)[\])]?$/i;
