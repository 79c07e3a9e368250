import { boundedNumber } from '../../../platform/value-bounds.js';
import {
  matchesSql,
  type Rewriting,
  rewrite,
  rewriteSql,
  toRegExp,
  toUsual,
  toUsualSql,
} from './spelling.js';

/** The sign before the fraction; the other one may separate thousands. */
export type DecimalSeparator = '.' | ',';

const CODES =
  'usd|eur|gbp|jpy|chf|cny|rmb|inr|aud|cad|nzd|sek|nok|dkk|isk|pln|czk|huf|ron|bgn|rub|uah|try|brl|mxn|ars|clp|cop|pen|zar|krw|sgd|hkd|twd|thb|idr|myr|php|vnd|ils|aed|sar|qar|kwd|egp|ngn|kes|pkr|bdt|lkr|mad';
const WORDS =
  'us\\$|au?\\$|ca?\\$|nz\\$|hk\\$|sg?\\$|nt\\$|mx\\$|r\\$|rs\\.?|re\\.?|kr\\.?|kč|zł|zl|ft|lei|лв\\.?|руб\\.?|р\\.|грн\\.?|sfr\\.?|fr\\.?|euros?|dollars?|pounds?|tl|rm|rp\\.?|元|円|원';
/** A pattern for a currency: its sign, code or word. */
export const CURRENCY = `(?:[$€£¥₹₽₺₩₪₫฿₴₦₱₡₲₸¢]|(?:${CODES}|${WORDS}))`;
const PER_CENT = '(?:%|per ?cent|pct\\.?|prozent|procent|pour ?cent)';

/** Signs of a loss: (5.00), 5.00-, and the dash in place of cents: 5.- */
const STEPS: readonly Rewriting[] = [
  ['^([^()]*)\\( *([^()]+?) *\\)([^()]*)$', '-\\1\\2\\3'],
  ['^([^-]*\\d[^-.,]*)-$', '-\\1'],
  ['[.,]-{1,2}$', ''],
];

/** Most numbers, which no step changes, */
const IS_PLAIN = /^[-+]?\d+(?:[.,]\d+)?$/;
/** and most other texts, which no step makes a number. */
const HAS_DIGIT = /\d/;

/** The sign before a currency, the sign after it, and the digits; null if the text is no number. */
function matchNumber(text: string, decimal: DecimalSeparator): RegExpExecArray | null {
  const usual = toUsual(text);
  if (!HAS_DIGIT.test(usual)) return null;
  return toRegExp(PATTERNS[decimal]).exec(IS_PLAIN.test(usual) ? usual : rewrite(usual, STEPS));
}

function bodyOf(decimal: DecimalSeparator): string {
  const [point, group] = decimal === '.' ? ['\\.', ','] : [',', '\\.'];
  const grouped = [group, ' ', "'"].map((sign) => `[1-9]\\d{0,2}(?:${sign}\\d{3})+`);
  const indian = decimal === '.' ? ['[1-9]\\d?(?:,\\d{2})+,\\d{3}'] : [];
  return `(?:(?:${[...grouped, ...indian, '\\d+'].join('|')})(?:${point}\\d*)?|${point}\\d+)(?:e[-+]?\\d+)?`;
}

function patternOf(decimal: DecimalSeparator): string {
  return `^ *([-+]?) *(?:${CURRENCY} *)?([-+]?) *(${bodyOf(decimal)}) *(?:${CURRENCY}|${PER_CENT})? *$`;
}

const PATTERNS: Readonly<Record<DecimalSeparator, string>> = { '.': patternOf('.'), ',': patternOf(',') };
const ENDS_IN_PER_CENT = `${PER_CENT} *\\)?$`;

/** Whether the text is a number with this decimal separator. */
export function isNumber(text: string, decimal: DecimalSeparator): boolean {
  return matchNumber(text, decimal) !== null;
}

/** Whether a number is written in per cent. */
export function isPerCent(text: string): boolean {
  return toRegExp(ENDS_IN_PER_CENT).test(toUsual(text));
}

/** Whether a text can only be a number with this decimal separator, see `provesDecimalSql`. */
export function provesDecimal(text: string, decimal: DecimalSeparator): boolean {
  return isNumber(text, decimal) && !isNumber(text, decimal === '.' ? ',' : '.');
}

/** DuckDB's SQL for whether a text can only be a number with this decimal separator: "12,5" with ",", while "1,234" may be a thousand. */
export function provesDecimalSql(cell: string, decimal: DecimalSeparator): string {
  const usual = rewriteSql(toUsualSql(cell), STEPS);
  const other = decimal === '.' ? ',' : '.';
  const proves = `(${matchesSql(usual, PATTERNS[decimal])} and not ${matchesSql(usual, PATTERNS[other])})`;
  // Most numbers need no pattern: after one sign and any other number of digits than three, it is decimal.
  return `case when regexp_matches(${cell}, ${PLAIN_SQL}) then contains(${cell}, '${decimal}') else ${proves} end`;
}

const PLAIN_SQL = `'^[-+]?[0-9]+(?:[.,](?:[0-9]{0,2}|[0-9]{4,}))?$'`;

/** The number; undefined if the text is none that can be stored. `perCent` is what a value in per cent is divided by. */
export function readNumber(text: string, decimal: DecimalSeparator, perCent = 1): number | undefined {
  const found = matchNumber(text, decimal);
  if (!found) return undefined;
  const plain = found
    .slice(1)
    .join('')
    .replace(decimal === '.' ? /[^\d.e+-]/gi : /[^\d,e+-]/gi, '')
    .replace(',', '.');
  const value = Number(plain);
  if (Number.isNaN(value)) return undefined;
  return boundedNumber(perCent !== 1 && isPerCent(text) ? value / perCent : value);
}

/** DuckDB's SQL for `readNumber`, before it is bounded. */
export function numberSql(cell: string, decimal: DecimalSeparator, perCent = 1): string {
  const usual = rewriteSql(toUsualSql(cell), STEPS);
  const found = rewriteSql(usual, [[PATTERNS[decimal], '\\1\\2\\3']]);
  const kept = decimal === '.' ? '[^0-9.eE+-]' : '[^0-9,eE+-]';
  const digits = `replace(regexp_replace(${found}, '${kept}', '', 'g'), ',', '.')`;
  const written = `case when ${matchesSql(usual, PATTERNS[decimal])} then try_cast(${digits} as double) end`;
  const scaled =
    perCent === 1
      ? written
      : `(${written}) / case when ${matchesSql(toUsualSql(cell), ENDS_IN_PER_CENT)} then ${perCent} else 1 end`;
  // Most numbers need no pattern, but the cast alone would also accept "inf" and "1_000".
  const fast = decimal === '.' ? cell : `replace(${cell}, ',', '.')`;
  const sure = decimal === '.' ? `'^[-+]?[0-9]+(\\.[0-9]*)?$'` : `'^[-+]?[0-9]+(,[0-9]*)?$'`;
  return `case when regexp_matches(${cell}, ${sure}) then try_cast(${fast} as double) else ${scaled} end`;
}
