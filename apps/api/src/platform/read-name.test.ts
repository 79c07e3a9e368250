import { describe, expect, it } from 'vitest';
import { readName } from './read-name.js';

describe('a name', () => {
  it.each([
    'Spring',
    'Zoë’s 5 % list',
    '東京',
    'كشف',
    'שלום\u200f',
    '👩‍👩‍👧 families',
    '=1+1',
    '<b>bold</b>',
  ])('is taken as it is: %s', (name) => expect(readName(`  ${name} `, 60)).toBe(name));

  it.each([
    ['a line break', 'two\nlines', '000A'],
    ['a control of terminals', 'red\u001b[31m', '001B'],
    ['another direction of writing', 'abc\u202egnp.exe', '202E'],
    ['an isolated direction', '\u2066x', '2066'],
    ['a blank without width', 'Spring\u200b', '200B'],
    ['a byte order mark inside', 'a\ufeffb', 'FEFF'],
    ['a line separator', 'a\u2028b', '2028'],
  ])('is refused with %s, which it names', (_what, name, code) => {
    expect(() => readName(name, 60)).toThrow(
      `name has the character U+${code}, which nobody sees; it must have only characters that are shown.`,
    );
  });

  it('is refused where it is empty, or too long, with both sides', () => {
    expect(() => readName('  ', 60)).toThrow('name has 0 characters; it must have 1..60.');
    expect(() => readName('x'.repeat(61), 60)).toThrow('name has 61 characters; it must have 1..60.');
  });

  it.each(['\u200d', '\u200f\u200e', '\u3164', '\u0301'])(
    'is refused where there is nothing to see',
    (name) => {
      expect(() => readName(name, 60)).toThrow(
        'name has no character that is shown; it must have at least one.',
      );
    },
  );
});
