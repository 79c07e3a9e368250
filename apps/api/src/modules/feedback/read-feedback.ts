import { AppError } from '../../platform/errors/app-error.js';
import { readLines } from '../../platform/read-name.js';
import type { CustomerFeedbackKind } from './feedback.enums.js';
import type { GiveCustomerFeedbackInput } from './feedback.inputs.js';

const MOST_CHARACTERS = 2000;

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
    note: readNote(note ?? '', kind),
    until: until == null ? null : readDay(until, kind, now),
  };
}

/** A note of at most 2000 characters, of which none are invisible; a NOTE has some. @throws AppError BAD_USER_INPUT */
export function readNote(typed: string, kind: string): string {
  const note = readLines(typed);
  const least = kind === 'NOTE' ? 1 : 0;
  if (note.length >= least && note.length <= MOST_CHARACTERS) return note;
  const message = `note has ${note.length} characters; for ${kind} it must have ${least}..${MOST_CHARACTERS}.`;
  throw new AppError('BAD_USER_INPUT', message, { field: ['note'] });
}

function readDay(day: string, kind: CustomerFeedbackKind, now: Date): string {
  const refuse = (message: string) => new AppError('BAD_USER_INPUT', message, { field: ['until'] });
  if (kind !== 'DO_NOT_CONTACT')
    throw refuse(`until is ${day} and kind is ${kind}; only DO_NOT_CONTACT ends by itself.`);
  const today = now.toISOString().slice(0, 10);
  if (day < today) throw refuse(`until is ${day}; it must be today, ${today}, or later.`);
  return day;
}
