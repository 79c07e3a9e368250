import { isBoundedDate } from '../../../platform/value-bounds.js';
import { dayOfWeek, dayOfWeekSql } from './iso-weeks.js';
import { MONTH_STEPS } from './month-names.js';
import {
  matchesSql,
  type Rewriting,
  rewrite,
  rewriteSql,
  toRegExp,
  toUsual,
  toUsualSql,
} from './spelling.js';

/**
 * How the dates of a column are written. "dmy" and "mdy" say what comes first where a date such as 03/04/2023 allows both;
 * a date that allows one is read by its own proof, whatever its column's order. "named" have the month's name, or are like
 * "ymd"; their patterns are many, so that only a column of such dates is read with them. The others
 * are numbers: days of a spreadsheet, or a time since 1970 in one of several units.
 */
export type DateOrder = 'ymd' | 'dmy' | 'mdy' | 'named' | 'serial' | EpochUnit;

/** What a time since 1970 is counted in. */
export type EpochUnit = keyof typeof A_SECOND;
const A_SECOND = { seconds: 1, milliseconds: 1e3, microseconds: 1e6, nanoseconds: 1e9 } as const;

const DAY = '(0?[1-9]|[12]\\d|3[01])';
const MONTH = '(0?[1-9]|1[0-2])';
const NO_MONTH = '(1[3-9]|2\\d|3[01])';
const TAIL = '((?:[t, ].*)?)$';
const NAMED_MONTH = '@(\\d{1,2})@';
const APART = ' ?[-/.] ?';
const GAP = '[-. /,]*';
/** Years of two digits are read as spreadsheets do: 00..49 are in this century, 50..99 in the last one, in which customers were born. */
const YEARS = [
  ['(\\d{4})', ''],
  ["'?([0-4]\\d)", '20'],
  ["'?([5-9]\\d)", '19'],
] as const;

const yearLast = (first: string, second: string, iso: (century: string) => string): Rewriting[] =>
  YEARS.map(([year, century]) => [`^${first}${APART}${second}${APART}${year}${TAIL}`, iso(century)]);
const dayFirst = (day: string, month: string) =>
  yearLast(day, month, (century) => `${century}\\3-\\2-\\1\\4`);
const monthFirst = (day: string, month: string) =>
  yearLast(month, day, (century) => `${century}\\3-\\1-\\2\\4`);

const YEAR_FIRST: readonly Rewriting[] = [
  [`^(\\d{4})${APART}${MONTH}${APART}${DAY}${TAIL}`, '\\1-\\2-\\3\\4'],
  [
    '^(\\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])t?(\\d{2})(\\d{2})(\\d{2})((?:[z.,+-].*)?)$',
    '\\1-\\2-\\3 \\4:\\5:\\6\\7',
  ],
  [`^(\\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])((?:t.*| .*)?)$`, '\\1-\\2-\\3\\4'],
  [`^(\\d{4}) ?年 ?${MONTH} ?月 ?${DAY} ?日${TAIL}`, '\\1-\\2-\\3\\4'],
  [`^(\\d{4})[-/.]${MONTH}$`, '\\1-\\2-1'],
  [`^(\\d{4}) ?年 ?${MONTH} ?月$`, '\\1-\\2-1'],
  [`^${MONTH}[-/.](\\d{4})$`, '\\2-\\1-1'],
];
const OWN_PROOF: readonly Rewriting[] = [...dayFirst(NO_MONTH, MONTH), ...monthFirst(NO_MONTH, MONTH)];
const NUMERIC: Readonly<Record<'ymd' | 'dmy' | 'mdy', readonly Rewriting[]>> = {
  ymd: [...YEAR_FIRST, ...OWN_PROOF],
  dmy: [...YEAR_FIRST, ...dayFirst(DAY, MONTH), ...monthFirst(NO_MONTH, MONTH)],
  mdy: [...YEAR_FIRST, ...monthFirst(DAY, MONTH), ...dayFirst(NO_MONTH, MONTH)],
};

/** Words between the parts, then the name of the weekday. */
const NAMED_STEPS: readonly Rewriting[] = [
  ['(\\d)(?:st|nd|rd|th|er|º|ª)([^\\p{L}]|$)', '\\1\\2'],
  [' (?:de|del|of|den|r\\.|г\\.?) ', ' '],
  [' (?:de|del|of|den|r\\.|г\\.?) ', ' '],
  ...MONTH_STEPS,
  ['^\\p{L}+[.,]* *([\\d@])', '\\1'],
];
const NAMED: readonly Rewriting[] = YEARS.flatMap(([year, century]): Rewriting[] => [
  [`^${DAY}${GAP}${NAMED_MONTH}${GAP}${year}${TAIL}`, `${century}\\3-\\2-\\1\\4`],
  [`^${NAMED_MONTH}${GAP}${DAY}(?:,|${GAP} )${GAP}${year}${TAIL}`, `${century}\\3-\\1-\\2\\4`],
  [`^${NAMED_MONTH}-${DAY}-${year}${TAIL}`, `${century}\\3-\\1-\\2\\4`],
  [`^${NAMED_MONTH} ${DAY} (\\d{1,2}:\\d{2}:\\d{2}) (?:\\p{L}+ )?${year}$`, `${century}\\4-\\1-\\2 \\3`],
  [`^${NAMED_MONTH}${GAP}${year}$`, `${century}\\2-\\1-1`],
]).concat([
  [`^(\\d{4})${GAP}${NAMED_MONTH}${GAP}${DAY}\\.?${TAIL}`, '\\1-\\2-\\3\\4'],
  [`^(\\d{4})${GAP}${NAMED_MONTH}$`, '\\1-\\2-1'],
]);

/** A day and what may follow it: hour, minute, second, half of the day, zone. */
const MOMENT =
  '^(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:(?:t|,? +(?:(?:um|à|at|alle|a las|às|kl\\.?|o|в) +)?|, ?)(\\d{1,2}) ?[:h] ?(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)? *(?:([ap])\\.?m\\.?|uhr)? *(?:z|(?:utc|gmt)?([-+]\\d{1,2}:?(?:\\d{2})?)(?: \\(.*\\))?|utc|gmt)?)?$';
const PLAIN_DAY = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$';
const NUMBER = '^\\d{1,19}(?:\\.\\d*)?$';
/** Days from the first of a spreadsheet to 1970. */
const SPREADSHEET_EPOCH = 25_569;
const MAX_SERIAL = 2_958_466;

/** Whether dates of this order are numbers. */
export const isNumeric = (order: DateOrder): order is 'serial' | EpochUnit =>
  order === 'serial' || order in A_SECOND;
const orderOf = (order: DateOrder) => (order === 'dmy' || order === 'mdy' ? order : 'ymd');

/** Patterns of dates that can only be day first, and only month first. */
export const ORDER_PROOFS = {
  dmy: `^${NO_MONTH}${APART}${MONTH}${APART}(?:\\d{4}|'?\\d{2})${TAIL}`,
  mdy: `^${MONTH}${APART}${NO_MONTH}${APART}(?:\\d{4}|'?\\d{2})${TAIL}`,
  either: `^${DAY}${APART}${DAY}${APART}(?:\\d{4}|'?\\d{2})${TAIL}`,
} as const;

/** The moment as milliseconds since 1970, whole seconds; undefined if the text is no date that can be stored. */
export function readDate(text: string, order: DateOrder): number | undefined {
  const usual = toUsual(text).trim().toLowerCase();
  if (isNumeric(order) && toRegExp(NUMBER).test(usual)) {
    const time = Math.trunc(secondsOf(Number(usual), order)) * 1000;
    return Number.isFinite(time) && isBoundedDate(time) ? time : undefined;
  }
  const day =
    firstMatch(usual, NUMERIC[orderOf(order)]) ??
    dayOfWeek(usual) ??
    (order === 'named' ? namedDay(usual) : undefined);
  return day === undefined ? undefined : toMoment(day);
}

function firstMatch(text: string, forms: readonly Rewriting[]): string | undefined {
  const form = forms.find(([pattern]) => toRegExp(pattern).test(text));
  return form && rewrite(text, [form]);
}

function namedDay(text: string): string | undefined {
  return /\p{L}{3}/u.test(text) ? firstMatch(rewrite(text, NAMED_STEPS), NAMED) : undefined;
}

function secondsOf(value: number, order: 'serial' | EpochUnit): number {
  if (order !== 'serial') return value / A_SECOND[order];
  return value >= 1 && value < MAX_SERIAL ? Math.round((value - SPREADSHEET_EPOCH) * 86_400) : Number.NaN;
}

function toMoment(day: string): number | undefined {
  const parts = toRegExp(MOMENT).exec(day);
  if (!parts) return undefined;
  const [year, month, date, hours, minutes, seconds] = [1, 2, 3, 4, 5, 6].map((i) =>
    Number(parts[i] ?? 0),
  ) as [number, number, number, number, number, number];
  const midnight = Date.UTC(year, month - 1, date);
  const found = new Date(midnight);
  // Date.UTC takes the year 5 for 1905.
  if (year < 1000 || found.getUTCMonth() !== month - 1 || found.getUTCDate() !== date) return undefined;
  const hour = hourOfDay(hours, parts[7]);
  if (hour === undefined || minutes > 59 || seconds > 59) return undefined;
  const time = midnight + ((hour * 60 + minutes) * 60 + seconds) * 1000 - offsetOf(parts[8]);
  return isBoundedDate(time) ? time : undefined;
}

function hourOfDay(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour < 24 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const digits = zone.slice(1).replace(':', '');
  const [hours, minutes] = digits.length > 2 ? [digits.slice(0, -2), digits.slice(-2)] : [digits, '0'];
  return (zone[0] === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** DuckDB's SQL for `readDate`, as a TIMESTAMP before it is bounded. */
export function dateSql(cell: string, order: DateOrder): string {
  const named = `case ${NAMED.map((form) => whenSql('n', form)).join(' ')} end`;
  const names = `when regexp_matches(u, '\\p{L}{3}') then ${bound(rewriteSql('u', NAMED_STEPS), 'n', named)}`;
  const numeric = NUMERIC[orderOf(order)].map((form) => whenSql('u', form)).join(' ');
  const day = `case ${numeric} ${dayOfWeekSql('u')} ${order === 'named' ? names : ''} end`;
  const text = bound(bound(`lower(trim(${toUsualSql(cell)}))`, 'u', day), 'd', momentSql('d'));
  const written = `case when regexp_matches(${cell}, '${PLAIN_DAY}') then try_cast(${cell} as timestamp) else ${text} end`;
  if (!isNumeric(order)) return written;
  const counted = `case when ${matchesSql('c', NUMBER)} then ${numericSql('try_cast(c as double)', order)} else ${written} end`;
  return bound(`trim(${toUsualSql(cell)})`, 'c', counted);
}

/** SQL in which a name stands for a value, which is computed once. */
function bound(value: string, name: string, expression: string): string {
  return `list_transform([${value}], lambda ${name}: ${expression})[1]`;
}

function whenSql(cell: string, [pattern, replacement]: Rewriting): string {
  return `when ${matchesSql(cell, pattern)} then ${rewriteSql(cell, [[pattern, replacement]])}`;
}

function numericSql(value: string, order: 'serial' | EpochUnit): string {
  const seconds =
    order === 'serial'
      ? `case when ${value} >= 1 and ${value} < ${MAX_SERIAL} then round((${value} - ${SPREADSHEET_EPOCH}) * 86400) end`
      : `trunc(${value} / ${A_SECOND[order]})`;
  return `make_timestamp(case when abs(${seconds}) < 300000000000 then (${seconds})::bigint * 1000000 end)`;
}

/** From "2021-3-4 5:06 pm +02:00" to a TIMESTAMP, as `toMoment` does. */
function momentSql(day: string): string {
  const names = ['y', 'mo', 'd', 'h', 'mi', 's', 'half', 'zone'];
  const parts = `regexp_extract(${day}, '(?i)${MOMENT.replaceAll("'", "''")}', [${names.map((name) => `'${name}'`).join(', ')}])`;
  const or0 = (part: string) => `case when p.${part} = '' then '0' else p.${part} end`;
  const hour = `case when p.half = '' then try_cast(${or0('h')} as int)
    when try_cast(p.h as int) between 1 and 12 then try_cast(p.h as int) % 12 + case when lower(p.half) = 'p' then 12 else 0 end end`;
  const clock = `(${hour})::varchar || ':' || ${or0('mi')} || ':' || ${or0('s')}`;
  const zone = "replace(substr(p.zone, 2), ':', '')";
  const minutes = `case when length(${zone}) > 2 then left(${zone}, -2)::int * 60 + right(${zone}, 2)::int else ${zone}::int * 60 end`;
  const offset = `case when p.zone = '' then 0 when p.zone[1] = '-' then -(${minutes}) else ${minutes} end`;
  const moment = `try_cast(p.y || '-' || p.mo || '-' || p.d || ' ' || ${clock} as timestamp) - to_minutes(${offset})`;
  return bound(parts, 'p', `case when p.y <> '' then ${moment} end`);
}
