import { FIRST_YEAR, LAST_YEAR, MAX_NUMBER } from '@holdfast/schema';

/** Nearer to 0 than this, a number's square is 0, and so would be a deviation; it is read as 0. */
const LEAST_SIZE = 1e-100;

/** The numbers that are taken, for a message. */
export const NUMBER_RANGE = `from -${inPowers(MAX_NUMBER)} to ${inPowers(MAX_NUMBER)}`;
/** The dates that are taken, for a message. */
export const DATE_RANGE = `from ${FIRST_YEAR} to ${LAST_YEAR}`;

/** A number as it is stored and learned from: −0 and what is next to 0 are 0. Undefined if it is out of range. */
export function boundedNumber(value: number): number | undefined {
  if (!(Math.abs(value) <= MAX_NUMBER)) return undefined;
  return Math.abs(value) < LEAST_SIZE ? 0 : value;
}

/** SQL, of DuckDB and of PostgreSQL alike, for what `boundedNumber` makes of a double; NULL if it is out of range. */
export function boundedNumberSql(cell: string): string {
  return `case when abs(${cell}) < ${LEAST_SIZE} then 0.0 when abs(${cell}) <= ${MAX_NUMBER} then ${cell} end`;
}

/** Whether a moment, in milliseconds since 1970, is in a year that is taken. */
export function isBoundedDate(time: number): boolean {
  const year = new Date(time).getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** DuckDB's SQL for a date or timestamp; NULL if its year is out of range. */
export function boundedDateSql(cell: string): string {
  return `case when year(${cell}) between ${FIRST_YEAR} and ${LAST_YEAR} then ${cell} end`;
}

/** PostgreSQL's SQL for the moment of an ISO text; NULL if its year is out of range, which it might not even read. */
export function boundedMomentSql(text: string): string {
  const year = `left(${text}, 4) collate "C"`;
  return `case when ${year} between '${FIRST_YEAR}' and '${LAST_YEAR}' then (${text})::timestamp end`;
}

function inPowers(value: number): string {
  return value.toExponential().replace('+', '');
}
