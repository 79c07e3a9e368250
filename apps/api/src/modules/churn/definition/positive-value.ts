import { AppError } from '../../../platform/errors/app-error.js';
import { parseBoolean } from '../../datasets/index.js';

/** Values that mean "left". */
const LEFT =
  /^(y|yes|t|true|churn|churned|left|leaver|exited|lost|gone|attrited( customer)?|cancell?ed|closed|inactive|terminated|ja|oui|si|sí)$/;

/** Values that mean "stayed". */
const STAYED =
  /^(n|no|f|false|stayed|active|existing( customer)?|retained|current|not churned|no churn|open|nein|non)$/;

/**
 * Which of a label's two values means "left": the requested one, else the one whose meaning is obvious.
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
  const obvious = obviousValue(first, second) ?? obviousValue(second, first);
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

/** `value` if it clearly means "left" next to `other`. Numbers are clear only as 1 next to 0 or −1: 1 and 2 are codes. */
function obviousValue(value: string, other: string): string | undefined {
  const mine = canonical(value);
  const others = canonical(other);
  if (mine === '1') return others === '0' || others === '-1' ? value : undefined;
  if (LEFT.test(mine)) return LEFT.test(others) ? undefined : value;
  return STAYED.test(others) && !STAYED.test(mine) ? value : undefined;
}

/** "1.0", " TRUE " and "1", "true" are the same answer. */
function canonical(value: string): string {
  const text = value.trim().toLowerCase();
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}
