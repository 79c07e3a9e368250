import { AppError } from './errors/app-error.js';

/**
 * Characters that a name must not have: nobody sees them, but they change how a screen or a terminal shows what is around
 * them (line breaks, controls, changes of the direction of writing), or make two names look alike (blanks without width).
 * What joins letters and emoji, and the marks that a right-to-left keyboard types, may stay.
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u{ad}\u{200b}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}]/u;
/** Controls but tabs and line feeds, and what turns the direction of the text around it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const UNSEEN_IN_LINES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** A character of which there is something to see. */
const SEEN = /[^\s\p{Cf}\p{M}\u{3164}\u{115f}\u{1160}\u{ffa0}]/u;

/** Letters of Cyrillic and Greek that are drawn as letters of Latin are. */
const LIKE_LATIN =
  '\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0501\u04bb\u051b\u051d\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03c1\u03f2';
/** A word that has such a letter beside one of Latin. */
const TWO_SCRIPTS = new RegExp(
  `(?<=\\p{Script=Latin}[\\p{L}\\p{M}]*)[${LIKE_LATIN}]|[${LIKE_LATIN}](?=[\\p{L}\\p{M}]*\\p{Script=Latin})`,
  'u',
);
const BLANKS = /\p{Zs}+/gu;

/**
 * Reads a name that somebody gave, without blanks around it and with single ones in it, and letters with accents as one
 * character: names that look the same are the same. @throws AppError BAD_USER_INPUT with both sides if it is empty or too
 * long, has characters that nobody sees, or letters of another script in the place of Latin ones
 */
export function readName(typed: string, most: number, allowed = `1..${most}`, field = 'name'): string {
  const name = typed.normalize('NFC').replace(BLANKS, ' ').trim();
  const unseen = UNSEEN.exec(name)?.[0];
  if (unseen !== undefined) {
    throw refusal(
      `${field} has the character ${codeOf(unseen)}, which nobody sees; it must have only characters that are shown.`,
      field,
    );
  }
  const foreign = TWO_SCRIPTS.exec(name)?.[0];
  if (foreign !== undefined) {
    throw refusal(
      `${field} has the character ${codeOf(foreign)} among Latin letters, which looks like one of them; a word must be of one script.`,
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

/**
 * Text of several lines that somebody typed, without blanks around it and without characters that nobody sees or that turn
 * the direction of what is around them.
 */
export function readLines(typed: string): string {
  return typed.replace(/\r\n?/g, '\n').replace(UNSEEN_IN_LINES, '').trim();
}

/** As in U+200B. */
function codeOf(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

function refusal(message: string, field: string): AppError {
  return new AppError('BAD_USER_INPUT', message, { field: [field] });
}
