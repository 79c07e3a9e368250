import { MAX_CATEGORY_LENGTH } from '@holdfast/schema';
import {
  boundedDateSql,
  boundedNumberSql,
  DATE_RANGE,
  NUMBER_RANGE,
} from '../../../platform/value-bounds.js';
import type { ColumnType } from '../dataset.enums.js';
import { sqlText } from './sql.js';
import {
  BOOLEAN_PAIRS,
  type DateOrder,
  type DecimalSeparator,
  MISSING_VALUES,
  numberPatternSource,
} from './value-kinds.js';

/** How the text of a column becomes values. */
export interface Conversion {
  readonly type: ColumnType;
  readonly decimal: DecimalSeparator;
  /** Used if the type is DATE. */
  readonly order: DateOrder | null;
}

/** "na", "NA" and "Na", as people and programs write it. */
const MISSING_SPELLINGS = [
  ...new Set(
    MISSING_VALUES.flatMap((text) => [
      text,
      text.toUpperCase(),
      text.charAt(0).toUpperCase() + text.slice(1),
      'NaN',
    ]),
  ),
];

/** SQL for the trimmed text; NULL if it spells a missing value. */
export function presentSql(column: string): string {
  // Trimming a set of characters costs three times as much as trimming blanks, and few values need it.
  const odd = ['\t', '\u00a0'].map((character) => `contains(${column}, ${sqlText(character)})`).join(' or ');
  const trimmed = `case when ${odd} then trim(${column}, ${sqlText(' \t\r\n\u00a0')}) else trim(${column}) end`;
  return `case when ${trimmed} in (${MISSING_SPELLINGS.map(sqlText).join(', ')}) then null else ${trimmed} end`;
}

/** SQL for the value of a trimmed text, NULL if it is not of this type. Numbers are DOUBLE, dates TIMESTAMP. */
export function convertedSql(column: string, conversion: Conversion): string {
  switch (conversion.type) {
    case 'NUMBER':
      return numberSql(column, conversion.decimal);
    case 'BOOLEAN':
      return booleanSql(column);
    case 'DATE':
      return dateSql(column, conversion.order ?? 'ymd');
    default:
      return column;
  }
}

function numberSql(column: string, decimal: DecimalSeparator): string {
  const digits = `replace(regexp_replace(${column}, '[^0-9eE+${decimal}-]', '', 'g'), ',', '.')`;
  const written = `case when regexp_full_match(${column}, ${sqlText(numberPatternSource(decimal))}) then try_cast(${digits} as double) end`;
  if (decimal === ',') return boundedNumberSql(written);
  // Most numbers need no pattern, but the cast alone would also accept "inf" and "1_000".
  const plain = `try_cast(${column} as double)`;
  return boundedNumberSql(
    `case when ${plain} is not null and not contains(${column}, '_') then ${plain} else ${written} end`,
  );
}

function booleanSql(column: string): string {
  const spellings = (side: 0 | 1) =>
    [...new Set(BOOLEAN_PAIRS.map((pair) => sqlText(pair[side])))].join(', ');
  return `case when lower(${column}) in (${spellings(0)}) then true when lower(${column}) in (${spellings(1)}) then false end`;
}

function dateSql(column: string, order: DateOrder): string {
  // A year out of range is a misreading, such as the year 20 in "05.03.20".
  return boundedDateSql(order === 'named' ? namedDateSql(column) : numericDateSql(column, order));
}

function namedDateSql(column: string): string {
  const formats = ['%d-%b-%Y', '%d-%B-%Y', '%b-%d-%Y', '%B-%d-%Y', '%d-%b-%y'].map(sqlText).join(', ');
  return `try_strptime(regexp_replace(${column}, '[-., ]+', '-', 'g'), [${formats}])`;
}

const TO_ISO: Readonly<Record<Exclude<DateOrder, 'named'>, readonly [pattern: string, iso: string]>> = {
  ymd: ['^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})($|[T ].*$)', '\\1-\\2-\\3\\4'],
  dmy: ['^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})($|[T ].*$)', '\\3-\\2-\\1\\4'],
  mdy: ['^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})($|[T ].*$)', '\\3-\\1-\\2\\4'],
};

function numericDateSql(column: string, order: Exclude<DateOrder, 'named'>): string {
  const [pattern, iso] = TO_ISO[order];
  // Two-digit years follow POSIX: 00..69 are in this century, 70..99 in the last one.
  const century = (years: string, prefix: string, text: string) =>
    `regexp_replace(${text}, '^(\\d{1,2}[-/.]\\d{1,2}[-/.])(${years}\\d)($|[T ].*$)', '\\1${prefix}\\2\\3')`;
  const text = order === 'ymd' ? column : century('[0-6]', '20', century('[7-9]', '19', column));
  const written = `case when regexp_matches(${text}, ${sqlText(pattern)}) then regexp_replace(${text}, ${sqlText(pattern)}, ${sqlText(iso)}) end`;
  const halfDay = "['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p']";
  return `coalesce(try_cast(${written} as timestamptz) at time zone 'UTC', try_strptime(${written}, ${halfDay}))`;
}

/** What a value of a type looks like, used to explain a rejected row. */
export function expectation(conversion: Conversion): string {
  if (conversion.type === 'NUMBER') return `a number like 1234${conversion.decimal}5 ${NUMBER_RANGE}`;
  if (conversion.type === 'BOOLEAN') return 'yes or no';
  if (conversion.type === 'CATEGORY') return `at most ${MAX_CATEGORY_LENGTH} characters`;
  return `a date like ${dateFormatName(conversion.order) ?? 'yyyy-mm-dd'} ${DATE_RANGE}`;
}

/** The dialect's name for an order of day, month and year. */
export function dateFormatName(order: DateOrder | null): string | null {
  if (order === null) return null;
  return { ymd: 'yyyy-mm-dd', dmy: 'dd-mm-yyyy', mdy: 'mm-dd-yyyy', named: 'dd-mmm-yyyy' }[order];
}
