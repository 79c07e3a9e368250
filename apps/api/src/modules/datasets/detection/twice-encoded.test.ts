import { describe, expect, it } from 'vitest';
import { onceEncoded, twiceEncodedWarning } from './twice-encoded.js';

/** As a program writes a text in UTF-8 that took the bytes of its UTF-8 for letters. */
const WORDS = [
  'Müller',
  'José',
  'Łódź',
  'Ångström',
  'naïve',
  'Ελλάδα',
  'Москва',
  '日本',
  'Ø & Å',
  '5 €',
  '“so”',
  '🙂',
];
const twice = (text: string) => {
  const letters = new TextDecoder('windows-1252');
  return letters.decode(Buffer.from(text, 'utf8'));
};

describe('a text that was encoded twice', () => {
  it.each(WORDS)('is told from one that was not: %s', (word) => {
    expect(twice(word)).not.toBe(word);
    expect(onceEncoded(twice(word))).toBe(word);
    expect(onceEncoded(word)).toBeUndefined();
  });

  it.each(['plain', '', 'Ã', 'Âme', 'SÃO PAULO', 'ÄÖÜ', 'Ñandú', 'café – crème', 'Ã¼ und 日本', 'Ô, là'])(
    'is not seen in another: %s',
    (text) => {
      expect(onceEncoded(text)).toBeUndefined();
    },
  );

  it('is told with examples, and not where there is none', () => {
    expect(twiceEncodedWarning(WORDS)).toEqual([]);
    expect(twiceEncodedWarning(['Köln', ...WORDS.map(twice)])).toEqual([
      expect.stringContaining('"MÃ¼ller" for "Müller" and "JosÃ©" for "José"'),
    ]);
  });
});
