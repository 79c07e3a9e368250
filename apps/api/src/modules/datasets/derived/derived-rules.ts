/** How a column is computed from others; the names are stored with datasets. */
export type DerivedRule = 'YEARS_SINCE' | 'YEARS_FROM' | 'DAYS_SINCE' | 'SUM' | 'SHARE';

/** A rule in DuckDB's SQL and in TypeScript: imports compute whole columns, and a single customer is computed alike. */
interface Computation {
  /** `cells` are those of the sources, `day` is the day on which a row is true. */
  readonly sql: (cells: readonly string[], day: string) => string;
  /** `values` are those of the sources as they are stored, `day` is an ISO date. */
  readonly value: (values: readonly unknown[], day: string) => number | null;
}

/** How each rule computes. */
export const RULES: Readonly<Record<DerivedRule, Computation>> = {
  YEARS_SINCE: {
    sql: ([cell], day) => `date_sub('year', ${cell}::date, ${day}::date)`,
    value: ([since], day) => (isDay(since) ? fullYears(since, day) : null),
  },
  YEARS_FROM: {
    sql: ([cell], day) => `year(${day}) - ${cell}`,
    value: ([year], day) => (typeof year === 'number' ? Number(day.slice(0, 4)) - year : null),
  },
  DAYS_SINCE: {
    sql: ([cell], day) => `date_diff('day', ${cell}::date, ${day}::date)`,
    value: ([since], day) => (isDay(since) ? Math.round((timeOf(day) - timeOf(since)) / DAY_MS) : null),
  },
  SUM: {
    // Null where nothing is known, otherwise the sum of what is.
    sql: (cells) => `list_sum([${cells.join(', ')}])`,
    value: (values) => sumOf(numbersIn(values)),
  },
  SHARE: {
    sql: (cells) => `list_avg([${cells.map((cell) => `${cell}::double`).join(', ')}])`,
    value: (values) => {
      const known = numbersIn(values);
      const sum = sumOf(known);
      return sum === null ? null : sum / known.length;
    },
  },
};

const DAY_MS = 86_400_000;

function isDay(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(timeOf(value));
}

/** The first moment of the day of an ISO date, with or without its time. */
function timeOf(iso: string): number {
  return Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
}

/** A year is full on the same day of it; one from the 29th of February on the 28th where there is no 29th. */
function fullYears(since: string, day: string): number {
  const [from, to] = [new Date(timeOf(since)), new Date(timeOf(day))];
  const [early, late] = from <= to ? [from, to] : [to, from];
  const years = late.getUTCFullYear() - early.getUTCFullYear();
  const lastDay = new Date(Date.UTC(late.getUTCFullYear(), early.getUTCMonth() + 1, 0)).getUTCDate();
  const anniversary = Date.UTC(
    late.getUTCFullYear(),
    early.getUTCMonth(),
    Math.min(early.getUTCDate(), lastDay),
  );
  const full = late.getTime() >= anniversary ? years : years - 1;
  return from <= to || full === 0 ? full : -full;
}

function numbersIn(values: readonly unknown[]): number[] {
  return values.flatMap((value) =>
    typeof value === 'number' ? [value] : typeof value === 'boolean' ? [Number(value)] : [],
  );
}

function sumOf(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0);
}
