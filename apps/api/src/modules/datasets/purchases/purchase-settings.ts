import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '../../../platform/errors/app-error.js';
import type { TransactionsInput } from '../dataset.inputs.js';

/** When features end and what makes a customer one who left. */
export interface Observation {
  /** An ISO date. */
  readonly observationDate: string;
  readonly churnAfterDays: number;
  /** Whether the purchases tell who left. */
  readonly isLabelKnown: boolean;
  /** What was suggested and why, in sentences; empty if the caller gave both. */
  readonly reasons: readonly string[];
}

const LEAST_DAYS = 14;
const MOST_DAYS = 365;
/** The share of gaps between purchases that are no longer than the suggestion. */
const GAPS_SHARE = 0.9;
const DAY_MS = 86_400_000;

/**
 * The day that divides features from the label, of the working table `bought`: as given, else so that the file's last days tell who
 * left. Where they are too few days for that and `mayWait`, it is the day after the last one, and who left is not known until later
 * purchases are added. @throws AppError BAD_USER_INPUT if there is no purchase before it, or the file ends before its label is known
 */
export async function settleObservation(
  connection: DuckDBConnection,
  given: Pick<TransactionsInput, 'observationDate' | 'churnAfterDays'> | null | undefined,
  mayWait: boolean,
): Promise<Observation> {
  const [first, last] = await readSpan(connection);
  const span = daysBetween(first, last);
  if (mayWait && span <= LEAST_DAYS && given?.churnAfterDays == null && given?.observationDate == null) {
    return waitForMore(first, last);
  }
  if (span === 0) {
    throw new AppError(
      'BAD_USER_INPUT',
      `The purchases are all of ${first}; they must be of 2 days or more, to tell features from who left.`,
      { field: ['transactions', 'dateColumn'] },
    );
  }
  const reasons: string[] = [];
  let churnAfterDays = given?.churnAfterDays ?? null;
  if (churnAfterDays === null) {
    const gap = await longGap(connection);
    churnAfterDays = suggestDays(gap, span);
    reasons.push(
      gap === null
        ? `No customer bought on two days, so nothing says how long a pause means that one left; ${churnAfterDays} days are taken.`
        : `9 of 10 gaps between two purchases of a customer are at most ${Math.round(gap)} days; a customer without a purchase in ${churnAfterDays} days counts as left.`,
    );
  }
  if (churnAfterDays < 1 || churnAfterDays > span) {
    throw new AppError(
      'BAD_USER_INPUT',
      `churnAfterDays is ${churnAfterDays}, and the purchases are from ${first} to ${last}; it must be 1..${span} to leave purchases before the days that tell who left.`,
      { field: ['transactions', 'churnAfterDays'] },
    );
  }
  const observationDate = given?.observationDate ?? addDays(last, -churnAfterDays);
  const [earliest, latest] = [addDays(first, 1), addDays(last, 1 - churnAfterDays)];
  if (given?.observationDate == null && observationDate >= earliest) {
    reasons.push(
      `The day of observation is ${observationDate}: features are of the purchases before it, and the ${churnAfterDays} days from it on tell who left.`,
    );
  }
  if (observationDate < earliest || observationDate > latest) {
    throw new AppError(
      'BAD_USER_INPUT',
      `observationDate is ${observationDate}, and the purchases are from ${first} to ${last}; with churnAfterDays ${churnAfterDays} it must be ${earliest}..${latest}.`,
      { field: ['transactions', 'observationDate'] },
    );
  }
  return { observationDate, churnAfterDays, isLabelKnown: true, reasons };
}

function waitForMore(first: string, last: string): Observation {
  const span = first === last ? `all of ${first}` : `from ${first} to ${last}`;
  const reason = `The purchases are ${span}: who left is not known until more than ${LEAST_DAYS} days are there. Add the next files to them (APPEND).`;
  return {
    ...{ observationDate: addDays(last, 1), churnAfterDays: LEAST_DAYS },
    ...{ isLabelKnown: false, reasons: [reason] },
  };
}

/** In whole weeks, so that no weekday counts more than another; at most half of the file. */
function suggestDays(gap: number | null, span: number): number {
  const half = Math.floor(span / 14) * 7;
  const weeks = Math.round((gap ?? half) / 7) * 7;
  return Math.min(Math.max(Math.min(weeks, half), LEAST_DAYS), MOST_DAYS);
}

async function readSpan(connection: DuckDBConnection): Promise<[first: string, last: string]> {
  const reader = await connection.runAndReadAll('select min(day)::varchar, max(day)::varchar from bought');
  return reader.getRowsJS()[0] as [string, string];
}

/** The 90th percentile of the days from one purchase of a customer to the next; null if nobody came twice. */
async function longGap(connection: DuckDBConnection): Promise<number | null> {
  const reader = await connection.runAndReadAll(
    `select quantile_cont(gap, ${GAPS_SHARE})::double from (
      select day - lag(day) over (partition by customer order by day) as gap
      from (select distinct customer, day from bought where not is_return)) where gap is not null`,
  );
  return reader.getRowsJS()[0]![0] as number | null;
}

function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / DAY_MS;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}
