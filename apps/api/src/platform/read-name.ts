import { AppError } from './errors/app-error.js';

/**
 * Characters that a name must not have: nobody sees them, but they change how a screen or a terminal shows what is around
 * them (line breaks, controls, changes of the direction of writing), or make two names look alike (blanks without width).
 * What joins letters and emoji, and the marks that a right-to-left keyboard types, may stay.
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u{ad}\u{200b}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}]/u;
/** A character of which there is something to see. */
const SEEN = /[^\s\p{Cf}\p{M}\u{3164}\u{115f}\u{1160}\u{ffa0}]/u;

/**
 * Reads a name that somebody gave, without blanks around it. @throws AppError BAD_USER_INPUT with both sides if it is
 * empty or too long, or has characters that nobody sees
 */
export function readName(typed: string, most: number, allowed = `1..${most}`, field = 'name'): string {
  const name = typed.trim();
  const unseen = UNSEEN.exec(name)?.[0];
  if (unseen !== undefined) {
    const code = unseen.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    throw refusal(
      `${field} has the character U+${code}, which nobody sees; it must have only characters that are shown.`,
      field,
    );
  }
  if (name.length < 1 || name.length > most) {
    throw refusal(`${field} has ${name.length} characters; it must have ${allowed}.`, field);
  }
  if (!SEEN.test(name))
    throw refusal(`${field} has no character that is shown; it must have at least one.`, field);
  return name;
}

function refusal(message: string, field: string): AppError {
  return new AppError('BAD_USER_INPUT', message, { field: [field] });
}
