/** Spellings of "no value" in lower case, trimmed. */
export const MISSING_VALUES: readonly string[] = ['', 'na', 'n/a', '#n/a', 'null', 'nan', '?', '\\n'];
/** Spellings of yes and no in lower case, in matching pairs. */
export const BOOLEAN_PAIRS: readonly (readonly [yes: string, no: string])[] = [
  ['yes', 'no'],
  ['y', 'n'],
  ['true', 'false'],
  ['t', 'f'],
  ['1', '0'],
  ['1.0', '0.0'],
  ['ja', 'nein'],
  ['j', 'n'],
  ['oui', 'non'],
  ['sí', 'no'],
  ['si', 'no'],
  ['sì', 'no'],
  ['sim', 'não'],
  ['tak', 'nie'],
  ['on', 'off'],
];

/** True or false if the text is a usual spelling, in any case; else null. */
export function parseBoolean(text: string): boolean | null {
  const lower = text.trim().toLowerCase();
  if (BOOLEAN_PAIRS.some(([yes]) => yes === lower)) return true;
  if (BOOLEAN_PAIRS.some(([, no]) => no === lower)) return false;
  return null;
}

/** Whether these distinct values are a matching pair of yes and no. */
export function isBooleanPair(values: readonly string[]): boolean {
  const lower = new Set(values.map((value) => value.toLowerCase()));
  return lower.size === 2 && BOOLEAN_PAIRS.some(([yes, no]) => lower.has(yes) && lower.has(no));
}

/** Thousands separators other than point and comma: blanks of three widths and apostrophes. */
export const GROUPING = " \u00a0\u202f'’";
/** Symbols that may surround a number. */
export const CURRENCY = '$€£¥₹';

function numberPattern(decimal: string, grouping: string): RegExp {
  const digits = `(?:\\d+|\\d{1,3}(?:[${GROUPING}${grouping}]\\d{3})+)`;
  return new RegExp(
    `^[${CURRENCY}]?\\s*[-+]?\\s*[${CURRENCY}]?\\s*(?:${digits}(?:${decimal}\\d*)?|${decimal}\\d+)(?:[eE][-+]?\\d+)?\\s*[${CURRENCY}%]?$`,
  );
}
const NUMBER = { '.': numberPattern('\\.', ','), ',': numberPattern(',', '.') } as const;
export type DecimalSeparator = keyof typeof NUMBER;

/** The pattern of a number; RE2 reads it too. */
export function numberPatternSource(decimal: DecimalSeparator): string {
  return NUMBER[decimal].source;
}

/** Whether the text is a number with this decimal separator. */
export function isNumber(text: string, decimal: DecimalSeparator): boolean {
  return NUMBER[decimal].test(text);
}

/**
 * Whether the text can only be a number with this decimal separator: "12,5" cannot be anything else with ",",
 * while "1,234" may be a thousand.
 */
export function provesDecimal(text: string, decimal: DecimalSeparator): boolean {
  if (!isNumber(text, decimal)) return false;
  const digits = text.replace(/[^\d.,]/g, '');
  const at = digits.indexOf(decimal);
  if (at === -1)
    return digits.includes(decimal === '.' ? ',' : '.') && !isNumber(text, decimal === '.' ? ',' : '.');
  const whole = digits.slice(0, at);
  const fraction = digits.slice(at + 1);
  return fraction.length !== 3 || whole.length > 3 || /^0?$/.test(whole);
}

/** Digits that are an identifier rather than a quantity: with a leading zero, or too many for a double. */
export function isCode(text: string): boolean {
  return /^0\d+$/.test(text) || /^\d{16,}$/.test(text);
}

/** The order of day, month and year; "named" has the month's English name. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy' | 'named';

const TIME =
  '(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?\\s*([AaPp][Mm])?\\s*(?:Z|[-+]\\d{2}:?\\d{2})?)?';
const YEAR_FIRST = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}$`);
const NAMED = /^(?:\d{1,2}[-. ]+[A-Za-z]{3,9}[-., ]+(?:\d{4}|\d{2})|[A-Za-z]{3,9} \d{1,2},? \d{4})$/;

/** The orders in which the text can be a date; empty if it is not a date. */
export function dateOrders(text: string): DateOrder[] {
  const first = YEAR_FIRST.exec(text);
  if (first) return isDay(first[4]!, first[3]!) ? ['ymd'] : [];
  const last = YEAR_LAST.exec(text);
  if (!last) return NAMED.test(text) ? ['named'] : [];
  const orders: DateOrder[] = [];
  if (isDay(last[1]!, last[3]!)) orders.push('dmy');
  if (isDay(last[3]!, last[1]!)) orders.push('mdy');
  return orders;
}

function isDay(day: string, month: string): boolean {
  return Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;
}
