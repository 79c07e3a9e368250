import { AppError } from '../../../platform/errors/app-error.js';
import { meaningOfName, parseBoolean, valueThatLeft } from '../../datasets/index.js';

/** Values that mean "left", beside one that does not. */
const LEFT =
  /^(churn|churned|left|leaver|exited|lost|gone|attrited( customer)?|cancell?ed|closed|inactive|terminated)$/;

/** Values that mean "stayed", beside one that does not. */
const STAYED = /^(stayed|active|existing( customer)?|retained|current|not churned|no churn|open)$/;

/**
 * Which of a label's two values means "left": the requested one, else the one whose meaning is obvious. In a column named
 * after those who stayed, such as "retained", no means that a customer left.
 * @throws AppError BAD_USER_INPUT if the requested value is not one of the two, or neither is obvious.
 */
export function findPositiveValue(column: string, values: readonly string[], asked: string | null): string {
  const [first, second] = values as [string, string];
  if (asked !== null) {
    const match =
      values.find((value) => value === asked) ??
      values.find((value) => canonical(value) === canonical(asked)) ??
      values.find((value) => value === String(parseBoolean(asked)));
    if (match !== undefined) return match;
    throw new AppError(
      'BAD_USER_INPUT',
      `positiveValue is "${asked}"; "${column}" has the values ${labelInWords(first)} and ${labelInWords(second)}.`,
      { field: ['definition', 'positiveValue'] },
    );
  }
  const obvious =
    valueThatLeft(values) ??
    obviousWord(first, second) ??
    obviousWord(second, first) ??
    obviousAnswer(column, first, second);
  if (obvious !== undefined) return obvious;
  throw new AppError(
    'BAD_USER_INPUT',
    `"${column}" has the values "${first}" and "${second}"; say with positiveValue which of them means "left".`,
    { field: ['definition', 'positiveValue'] },
  );
}

/** A label's value for a sentence: quoted, or yes or no if the column holds those, however the file spells them. */
export function labelInWords(value: string): string {
  return YES_AND_NO[value] ?? `"${value}"`;
}

const YES_AND_NO: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };

/** `value` if its word clearly means "left" next to `other`. */
function obviousWord(value: string, other: string): string | undefined {
  const mine = canonical(value);
  const others = canonical(other);
  if (LEFT.test(mine)) return LEFT.test(others) ? undefined : value;
  return STAYED.test(others) && !STAYED.test(mine) ? value : undefined;
}

/** The answer yes, or no if the column asks who stayed. Numbers are clear only as 1 next to 0 or −1: 1 and 2 are codes. */
function obviousAnswer(column: string, first: string, second: string): string | undefined {
  const isYes = (value: string, other: string) => {
    const [mine, others] = [canonical(value), canonical(other)];
    if (mine === '1') return others === '0' || others === '-1';
    return parseBoolean(mine) === true && parseBoolean(others) === false;
  };
  const yes = isYes(first, second) ? first : isYes(second, first) ? second : undefined;
  if (yes === undefined || meaningOfName(column) !== 'stayed') return yes;
  return yes === first ? second : first;
}

/** "1.0", " TRUE " and "1", "true" are the same answer. */
function canonical(value: string): string {
  const text = value.trim().toLowerCase();
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}
