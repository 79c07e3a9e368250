/** A rewriting step: texts that match the pattern become the replacement, in which \1 is the first group. */
export type Rewriting = readonly [pattern: string, replacement: string];

/** The zeros of other digits that people write numbers with: Arabic, Persian, those of India, Thai, Lao, Burmese, Khmer, and wide ones. */
const ZEROS = '٠۰०০੦૦୦௦౦೦൦๐໐၀០０';
const DIGITS = [...ZEROS].flatMap((zero) =>
  Array.from({ length: 10 }, (_, digit) => String.fromCharCode(zero.charCodeAt(0) + digit)),
);
const UNUSUAL = `${DIGITS.join('')}٫٬،٪．，＋－−‐‑‒–—﹣\u00a0\u2007\u2009\u202f\u3000\t’‘＇´％￥`;
const USUAL = `${'0123456789'.repeat(ZEROS.length)}.,,%.,+--------      ''''%¥`;

/** Nearly every text: nothing but usual characters, the tab not being one of them. */
const IS_USUAL = /^[ -~]*$/;

/** Digits, signs and blanks of other widths as the usual ones. */
export function toUsual(text: string): string {
  if (IS_USUAL.test(text)) return text;
  let usual = '';
  for (const character of text) {
    const at = UNUSUAL.indexOf(character);
    usual += at === -1 ? character : USUAL[at];
  }
  return usual;
}

/** DuckDB's SQL for `toUsual`. */
export function toUsualSql(cell: string): string {
  const usual = `translate(${cell}, ${literal(UNUSUAL)}, ${literal(USUAL)})`;
  return `case when regexp_matches(${cell}, '^[ -~]*$') then ${cell} else ${usual} end`;
}

/** The text after all steps. */
export function rewrite(text: string, steps: readonly Rewriting[]): string {
  return steps.reduce(
    (rewritten, [pattern, replacement]) =>
      rewritten.replace(toRegExp(pattern), replacement.replace(/\\(\d)/g, '$$$1')),
    text,
  );
}

/** DuckDB's SQL for `rewrite`. */
export function rewriteSql(cell: string, steps: readonly Rewriting[]): string {
  return steps.reduce(
    (rewritten, [pattern, replacement]) =>
      `regexp_replace(${rewritten}, ${literal(`(?i)${pattern}`)}, ${literal(replacement)})`,
    cell,
  );
}

/** SQL for whether a cell matches one of our patterns. */
export function matchesSql(cell: string, pattern: string): string {
  return `regexp_matches(${cell}, ${literal(`(?i)${pattern}`)})`;
}

const compiled = new Map<string, RegExp>();

/** One of our patterns, which RE2 and JavaScript read alike; in any case. */
export function toRegExp(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = new RegExp(pattern, 'iu');
  compiled.set(pattern, made);
  return made;
}

/** A pattern that matches exactly these texts. */
export function anyOf(texts: readonly string[]): string {
  const longestFirst = [...texts].sort((a, b) => b.length - a.length);
  return `(?:${longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')})`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
