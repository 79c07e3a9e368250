import type { Form } from './form.js';

/** The bytes of a byte order mark, which joined files have in their middle. */
const MARK = '\xef\xbb\xbf';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for; a tab and line ends are text.
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;
/** A row that is in quotes as a whole, with its own quotes doubled. */
const WRAPPED = /^\s*"(?:[^"]|"")*"\s*$/;
/** A field in typographic quotes, in the bytes of UTF-8. One that only ends in such a quote has a word in them. */
const IN_SMART_QUOTES =
  /(^|[,;\t|]\s*)\xe2\x80[\x9c-\x9f]((?:(?!\xe2\x80[\x9c-\x9f]).)*)\xe2\x80[\x9c-\x9f](?=\s*(?:[,;\t|]|$))/g;

/** A line without marks, control characters and typographic quotes, unwrapped, as its form says. */
export function cleanLine(
  line: string,
  form: Pick<Form, 'delimiter' | 'quote' | 'smartQuotes' | 'wrapped'>,
): string {
  const text = withoutControls(line, [form.delimiter[0]!, form.quote ?? '']);
  const plain = form.smartQuotes ? withPlainQuotes(text) : text;
  return form.wrapped ? unwrap(plain) : plain;
}

/** A line without a mark at its start and without control characters other than those to keep. */
export function withoutControls(line: string, kept: readonly string[]): string {
  const text = line.startsWith(MARK) ? line.slice(MARK.length) : line;
  return text.search(CONTROLS) === -1
    ? text
    : text.replace(CONTROLS, (sign) => (kept.includes(sign) ? sign : ''));
}

/** How many control characters of a text are left out under a form. */
export function countControls(text: string, { delimiter, quote }: Pick<Form, 'delimiter' | 'quote'>): number {
  const signs = text.match(CONTROLS) ?? [];
  return signs.filter((sign) => sign !== delimiter[0] && sign !== quote).length;
}

/** A line with `"` for typographic quotes around fields. */
export function withPlainQuotes(line: string): string {
  return line.includes('\xe2\x80') ? line.replace(IN_SMART_QUOTES, '$1"$2"') : line;
}

/** Whether a line is in quotes as a whole. */
export function isWrapped(line: string): boolean {
  return WRAPPED.test(line);
}

/** A row without the quotes around it. */
export function unwrap(line: string): string {
  return isWrapped(line) ? line.trim().slice(1, -1).replaceAll('""', '"') : line;
}
