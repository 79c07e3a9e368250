import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** A first byte of a character in UTF-8 that was taken for a letter of windows-1252, and more behind it. */
const LOOKS_SO = /[\u00c2-\u00f4][^\0-\x7f]/;
/** Texts that a warning quotes. */
const EXAMPLES = 2;
const SHOWN = 60;

/** The text that a text was before it was encoded in UTF-8 twice, as "Müller" in "MÃ¼ller"; undefined if it was not. */
export function onceEncoded(text: string): string | undefined {
  if (!LOOKS_SO.test(text)) return undefined;
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    // Bytes that windows-1252 has no letter for are passed on as they are.
    const byte = code < 256 ? code : iconv.encode(character, 'windows-1252')[0]!;
    if (code >= 256 && iconv.decode(Buffer.from([byte]), 'windows-1252') !== character) return undefined;
    bytes.push(byte);
  }
  const encoded = Buffer.from(bytes);
  return isUtf8(encoded) ? encoded.toString('utf8') : undefined;
}

/** What to know of a file in which texts were encoded twice, by some of its texts, in a sentence. */
export function twiceEncodedWarning(texts: Iterable<string>): string[] {
  const found = new Map<string, string>();
  for (const text of texts) {
    const once = onceEncoded(text);
    if (once !== undefined) found.set(text, once);
    if (found.size === EXAMPLES) break;
  }
  if (found.size === 0) return [];
  const shown = [...found].map(([text, once]) => `"${text.slice(0, SHOWN)}" for "${once.slice(0, SHOWN)}"`);
  return [
    `Some texts were encoded twice before the file was made, such as ${shown.join(' and ')}; they are kept as they stand. Export the file anew as UTF-8 to have them right.`,
  ];
}
