import { MAX_CUSTOMER_ID_LENGTH } from '@holdfast/schema';
import { boundedNumber, isBoundedDate } from '../../../platform/value-bounds.js';
import { readText, type ValueReading } from '../../datasets/index.js';
import type { GivenOutcome } from '../read-outcomes.js';
import { isSame } from './choose-columns.js';
import type { RejectedOutcome } from './outcome-file.types.js';

/** A row of a file: its line, and the texts of id, outcome, time and value. */
export interface OutcomeRow {
  readonly line: number;
  readonly id: string | null;
  readonly outcome: string | null;
  readonly observedAt: string | null;
  readonly value: string | null;
}

/** How the texts are read. */
export interface OutcomeReadings {
  /** The value that means left. */
  readonly leftValue: string;
  /** Null without such a column. */
  readonly observedAt: ValueReading | null;
  readonly value: ValueReading | null;
  readonly now: Date;
}

/** Outcomes that were read, and rows that are none. */
export interface ReadOutcomeRows {
  readonly outcomes: readonly GivenOutcome[];
  readonly rejected: readonly RejectedOutcome[];
}

const MOST_QUOTED = 100;

/** Reads rows as outcomes; a row with anything wrong is told, and costs no other. */
export function readOutcomeRows(rows: readonly OutcomeRow[], readings: OutcomeReadings): ReadOutcomeRows {
  const outcomes: GivenOutcome[] = [];
  const rejected: RejectedOutcome[] = [];
  for (const row of rows) {
    const found = readRow(row, readings);
    if (typeof found === 'string') rejected.push({ line: row.line, cause: found });
    else outcomes.push(found);
  }
  return { outcomes, rejected };
}

/** The outcome, or why there is none. */
function readRow(
  row: OutcomeRow,
  { leftValue, observedAt, value, now }: OutcomeReadings,
): GivenOutcome | string {
  const { id, outcome } = row;
  if (id === null || id.length > MAX_CUSTOMER_ID_LENGTH)
    return `expected a customer id of 1..${MAX_CUSTOMER_ID_LENGTH} characters, found ${quoted(id)}`;
  if (outcome === null) return 'expected an outcome, found none';
  const time = observedAt === null ? null : readTime(row.observedAt, observedAt, now);
  if (typeof time === 'string') return time;
  const worth = value === null || row.value === null ? null : readWorth(row.value, value);
  if (typeof worth === 'string') return worth;
  return { externalId: id, left: isSame(outcome, leftValue), value: worth, observedAt: time };
}

function readTime(text: string | null, reading: ValueReading, now: Date): Date | string {
  const read = text === null ? null : readText(text, { ...reading, type: 'DATE' });
  const time = typeof read === 'string' ? Date.parse(`${read}Z`) : Number.NaN;
  if (!isBoundedDate(time)) return `expected a date, found ${quoted(text)}`;
  return time <= now.getTime()
    ? new Date(time)
    : `expected a date that is not in the future, found ${quoted(text)}`;
}

function readWorth(text: string, reading: ValueReading): number | null | string {
  const read = readText(text, { ...reading, type: 'NUMBER' });
  if (read === null) return null;
  const value = typeof read === 'number' ? boundedNumber(read) : undefined;
  return value ?? `expected a number, found ${quoted(text)}`;
}

function quoted(text: string | null): string {
  if (text === null) return 'none';
  return text.length <= MOST_QUOTED ? `"${text}"` : `"${text.slice(0, MOST_QUOTED)}…"`;
}
