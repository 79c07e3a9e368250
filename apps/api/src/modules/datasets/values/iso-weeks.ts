import { matchesSql, toRegExp, toUsual } from './spelling.js';

const DAY_MS = 86_400_000;
/** The year, the week and the day of a week: 2024-W07, 2024-W07-3, 2024W073, 2024 KW 7. */
const YEAR_FIRST = '^(\\d{4})[-/. ]? ?(?:w|kw|wk) ?(\\d{1,2})(?:-([1-7]))?$';
const COMPACT = '^(\\d{4})(?:w|kw|wk)(\\d{2})([1-7])$';
/** KW 7/2024, W07-2024. */
const WEEK_FIRST = '^(?:w|kw|wk) ?(\\d{1,2})(?:[-/. ]| ?[-/] ?)(\\d{4})$';

/** Patterns, and which of their groups are the year, the week and the day. */
const FORMS = [
  [YEAR_FIRST, 1, 2, 3],
  [COMPACT, 1, 2, 3],
  [WEEK_FIRST, 2, 1, null],
] as const;

/** Whether a text, however it is spelt, is a week without its day. */
export function isWholeWeek(text: string): boolean {
  const usual = toUsual(text).trim().toLowerCase();
  return FORMS.some(([pattern, , , day]) => {
    const found = toRegExp(pattern).exec(usual);
    return found !== null && (day === null || found[day] === undefined);
  });
}

/** The day that a week and its day mean by ISO 8601, as yyyy-mm-dd; a week alone means its Monday. Undefined if the text in lower case is neither. */
export function dayOfWeek(text: string): string | undefined {
  for (const [pattern, y, w, d] of FORMS) {
    const found = toRegExp(pattern).exec(text);
    if (found) return isoDay(Number(found[y]), Number(found[w]), Number((d && found[d]) ?? 1));
  }
  return undefined;
}

/** The first week of a year is the one with 4 January; its last one is the one with 28 December. */
function isoDay(year: number, week: number, day: number): string | undefined {
  if (year < 1000 || week < 1) return undefined;
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS + (week - 1) * 7 * DAY_MS;
  if (new Date(monday + 3 * DAY_MS).getUTCFullYear() !== year) return undefined;
  return new Date(monday + (day - 1) * DAY_MS).toISOString().slice(0, 10);
}

/** DuckDB's SQL for `dayOfWeek`, as branches of a case. */
export function dayOfWeekSql(cell: string): string {
  return FORMS.map(([pattern, y, w, d]) => {
    const part = (group: number) => `regexp_extract(${cell}, '${pattern}', ${group})`;
    const [year, week] = [`try_cast(${part(y)} as int)`, `try_cast(${part(w)} as int)`];
    const day = d === null ? '1' : `coalesce(try_cast(${part(d)} as int), 1)`;
    const monday = `(date_trunc('week', make_date(${year}, 1, 4)) + to_days((${week} - 1) * 7))`;
    const exists = `${year} >= 1000 and ${week} >= 1 and year(${monday} + interval 3 days) = ${year}`;
    return `when ${matchesSql(cell, pattern)} then case when ${exists} then strftime(${monday} + to_days(${day} - 1), '%Y-%m-%d') end`;
  }).join(' ');
}
