import { describe, expect, it } from 'vitest';
import { TraitsOfColumns } from './column-traits.js';

function traitsOf(...texts: string[]) {
  const traits = new TraitsOfColumns(1);
  for (const text of texts) {
    const bytes = Buffer.from(text);
    traits.note(bytes, 0, bytes.length, 0);
  }
  const { untidy, wordy, plainNumbers } = traits.found();
  return { untidy: untidy.has(0), wordy: wordy.has(0), plain: plainNumbers.has(0) };
}

describe('a column', () => {
  it.each(['0', '17', '-3.25', '0.5', '-0.00', '123456789012345'])('of %s has plain numbers', (text) => {
    expect(traitsOf('1', '', text)).toEqual({ untidy: false, wordy: false, plain: true });
  });
  it.each(['007', '.5', '5.', '1e5', '1_000', '+5', '-', '1.2.3', '1,5', '١', '1234567890123456', 'inf'])(
    'with %s has none',
    (text) => {
      expect(traitsOf('1', text).plain).toBe(false);
    },
  );
  it.each([
    ' a',
    'a ',
    '\ta',
    'a\u00a0',
    '\u200ba',
    'a\ufeff',
    'N/A',
    'null',
    '?',
    '-NaN',
    '1.#QNAN',
    '#N/A',
    '<na>',
  ])('with "%s" is untidy', (text) => {
    expect(traitsOf('k1', text)).toMatchObject({ untidy: true, plain: false });
  });
  it.each(['no', 'yes', 'North', '1.25', 'é', '-5', 'Übersee', 'a b'])('with "%s" is tidy', (text) => {
    expect(traitsOf('k1', text).untidy).toBe(false);
  });
  it.each(['unknown', 'UNKNOWN', 'Keine Angabe', 'н/д', 'Н/Д', '不明', '-', '  none', 'ſin dato', 'K.A.'])(
    'with "%s" may have words for no value',
    (text) => {
      expect(traitsOf('k1', text).wordy).toBe(true);
    },
  );
  it.each(['gold', 'k0', 'yes', 'Paris'])('with "%s" has none', (text) => {
    expect(traitsOf('k1', text).wordy).toBe(false);
  });
});
