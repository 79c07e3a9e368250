import type { Translator } from './translation';

const PLAIN = 'aAbBcCdDeEgGhHiIjJkKlLnNoOpPrRsStTuUwWyYzZ';
const ACCENTED = 'åÅƀƁçÇďĎéÉĝĜĥĤîÎĵĴķĶļĻñÑöÖþÞŕŔšŠţŢûÛŵŴýÝžŽ';
/** How much longer than English a text is made, as other languages are. */
const LONGER = 0.4;
/** What stands between these was told to a message, and is said as it is. */
const [TOLD, UNTOLD] = ['\u2068', '\u2069'];
const KEPT = new RegExp(`(${TOLD}[^${UNTOLD}]*${UNTOLD}|\\{\\w+\\})`);

/** A text as a foreign reader sees it: in brackets, accented, two fifths longer; `{slots}` and what was told stay. */
export function pseudoText(text: string): string {
  if (!/\p{L}/u.test(text)) return text;
  const parts = text.split(KEPT);
  const own = parts.filter((_, place) => place % 2 === 0);
  const said = parts.map((part, place) => (place % 2 === 1 ? part : accented(part))).join('');
  const longer = own.join('').length * (1 + LONGER) - own.map(accented).join('').length;
  return `[${said.replaceAll(/[\u2068\u2069]/g, '')}${padding(Math.ceil(longer))}]`;
}

/** What is missing to the length, in words as long as German ones. */
function padding(length: number): string {
  return '~'.repeat(Math.max(0, length)).replaceAll(/~{12}(?=~)/g, '~~~~~~~~~~~ ');
}

function accented(text: string): string {
  return [...text]
    .map((letter) => {
      const other = ACCENTED[PLAIN.indexOf(letter)] ?? letter;
      return /[aeiou]/.test(letter) ? other + other : other;
    })
    .join('');
}

function pseudoOf(message: unknown): unknown {
  if (typeof message === 'string') return pseudoText(message);
  if (typeof message === 'function')
    return (...told: unknown[]) => {
      const said: unknown = message(
        ...told.map((one) => (typeof one === 'string' && one !== '' ? `${TOLD}${one}${UNTOLD}` : one)),
      );
      return typeof said === 'string' ? pseudoText(said) : said;
    };
  if (Array.isArray(message) || message === null || typeof message !== 'object') return message;
  return Object.fromEntries(Object.entries(message).map(([name, one]) => [name, pseudoOf(one)]));
}

const made = new WeakMap<object, object>();

/** A language that nobody speaks: what is not in it has been forgotten, what does not fit will not in others. */
const pseudo: Translator = (_, english) => {
  const known = made.get(english) ?? (pseudoOf(english) as object);
  made.set(english, known);
  return known;
};

export default pseudo;
