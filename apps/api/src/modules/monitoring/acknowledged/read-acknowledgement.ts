import { AppError } from '../../../platform/errors/app-error.js';
import type { AcknowledgeMonitoringInput } from './acknowledgement.inputs.js';

const MOST_CHARACTERS = 2000;
const MOST_DAYS = 366;

/** What somebody says of a check. @throws AppError BAD_USER_INPUT with the field at fault */
export function readAcknowledgement(
  { note, muteUntil }: Pick<AcknowledgeMonitoringInput, 'note' | 'muteUntil'>,
  now: Date,
): { readonly note: string; readonly mutedUntil: string | null } {
  const text = note?.trim() ?? '';
  if (text.length > MOST_CHARACTERS) {
    throw bad('note', `note has ${text.length} characters; it must have at most ${MOST_CHARACTERS}.`);
  }
  const [first, last] = [now, new Date(now.getTime() + MOST_DAYS * 86_400_000)].map((day) =>
    day.toISOString().slice(0, 10),
  ) as [string, string];
  if (muteUntil != null && (muteUntil < first || muteUntil > last)) {
    throw bad('muteUntil', `muteUntil is ${muteUntil}; it must be ${first}..${last}.`);
  }
  return { note: text, mutedUntil: muteUntil ?? null };
}

function bad(field: string, message: string): AppError {
  return new AppError('BAD_USER_INPUT', message, { field: [field] });
}
