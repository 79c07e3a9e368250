import { AppError } from '../../platform/errors/app-error.js';
import type { CustomerFeedbackKind } from './feedback.enums.js';
import type { GiveCustomerFeedbackInput } from './feedback.inputs.js';

const MOST_CHARACTERS = 2000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Feedback that was found right. */
export interface GivenFeedback {
  readonly kind: CustomerFeedbackKind;
  readonly note: string;
  /** A day, such as 2026-12-31. */
  readonly until: string | null;
}

/** Feedback as it is stored. @throws AppError BAD_USER_INPUT with the field at fault */
export function readFeedback({ kind, note, until }: GiveCustomerFeedbackInput, now: Date): GivenFeedback {
  return {
    kind,
    note: readNote(note?.trim() ?? '', kind),
    until: until == null ? null : readDay(until, kind, now),
  };
}

function readNote(note: string, kind: CustomerFeedbackKind): string {
  const least = kind === 'NOTE' ? 1 : 0;
  if (note.length >= least && note.length <= MOST_CHARACTERS) return note;
  const message = `note has ${note.length} characters; for ${kind} it must have ${least}..${MOST_CHARACTERS}.`;
  throw new AppError('BAD_USER_INPUT', message, { field: ['note'] });
}

function readDay(given: string, kind: CustomerFeedbackKind, now: Date): string {
  const refuse = (message: string) => new AppError('BAD_USER_INPUT', message, { field: ['until'] });
  if (kind !== 'DO_NOT_CONTACT')
    throw refuse(
      `until is ${JSON.stringify(given)} and kind is ${kind}; only DO_NOT_CONTACT ends by itself.`,
    );
  const day = given.trim();
  // A day that the calendar does not have would be moved to one that it has.
  const time = DAY.test(day) ? new Date(`${day}T00:00:00Z`) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(day))
    throw refuse(`until is ${JSON.stringify(given.slice(0, 40))}; it must be a day such as 2026-12-31.`);
  const today = now.toISOString().slice(0, 10);
  if (day < today) throw refuse(`until is ${day}; it must be today, ${today}, or later.`);
  return day;
}
