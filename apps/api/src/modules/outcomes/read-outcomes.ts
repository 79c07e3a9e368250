import { MAX_CUSTOMER_ID_LENGTH, MAX_RECORDED_OUTCOMES } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import { boundedNumber, DATE_RANGE, isBoundedDate, NUMBER_RANGE } from '../../platform/value-bounds.js';
import type { OutcomeInput } from './outcome.inputs.js';

/** An outcome that was found right. */
export interface GivenOutcome {
  readonly externalId: string;
  readonly left: boolean;
  readonly value: number | null;
  /** Null for the time of the call. */
  readonly observedAt: Date | null;
}

/** Outcomes as they are stored. @throws AppError BAD_USER_INPUT with the field at fault */
export function readOutcomes(given: readonly OutcomeInput[], now: Date): GivenOutcome[] {
  if (given.length < 1 || given.length > MAX_RECORDED_OUTCOMES) {
    const message = `outcomes has ${given.length} entries; it must have 1..${MAX_RECORDED_OUTCOMES}.`;
    throw new AppError('BAD_USER_INPUT', message, { field: ['outcomes'] });
  }
  return given.map((outcome, i) => readOutcome(outcome, now, ['outcomes', String(i)]));
}

/** A text of 1..200 characters, without blanks at its ends. @throws AppError BAD_USER_INPUT */
export function readShortText(name: string, given: string, field: readonly string[]): string {
  const text = given.trim();
  if (text.length >= 1 && text.length <= MAX_CUSTOMER_ID_LENGTH) return text;
  const message = `${name} has ${text.length} characters; it must have 1..${MAX_CUSTOMER_ID_LENGTH}.`;
  throw new AppError('BAD_USER_INPUT', message, { field });
}

function readOutcome(given: OutcomeInput, now: Date, field: readonly string[]): GivenOutcome {
  const externalId = readShortText('externalId', given.externalId, [...field, 'externalId']);
  const observedAt = given.observedAt ?? null;
  if (observedAt !== null) requireObserved(observedAt, now, [...field, 'observedAt']);
  return { externalId, left: given.left, value: readWorth(given.value, field), observedAt };
}

function readWorth(given: number | null | undefined, field: readonly string[]): number | null {
  if (given == null) return null;
  const value = boundedNumber(given);
  if (value !== undefined) return value;
  throw new AppError('BAD_USER_INPUT', `value is ${given}; it must be a number ${NUMBER_RANGE}, or null.`, {
    field: [...field, 'value'],
  });
}

function requireObserved(observedAt: Date, now: Date, field: readonly string[]): void {
  const said = `observedAt is ${observedAt.toISOString()}`;
  if (!isBoundedDate(observedAt.getTime())) {
    throw new AppError('BAD_USER_INPUT', `${said}; its year must be ${DATE_RANGE}.`, { field });
  }
  if (observedAt <= now) return;
  throw new AppError('BAD_USER_INPUT', `${said}; it must not be after now, ${now.toISOString()}.`, { field });
}
