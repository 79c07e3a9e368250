import { describe, expect, it } from 'vitest';
import { readLines, readName } from './read-name.js';

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

  it.each([
    ['Cyrillic', 'p\u0430ypal', '0430'],
    ['Cyrillic at its beginning', 'Top \u0421ustomers', '0421'],
    ['Greek', 'V\u0399P', '0399'],
  ])(
    'is refused with a letter of %s that looks like one of the Latin word around it',
    (_what, name, code) => {
      expect(() => readName(name, 60)).toThrow(
        `name has the character U+${code} among Latin letters, which looks like one of them; a word must be of one script.`,
      );
    },
  );

  it.each(['Лучшие клиенты', 'VIP клиенты', 'Δt', 'β2B', 'Καλοί πελάτες', 'Müller & Søn'])(
    'may be of any script, and of several: %s',
    (name) => expect(readName(name, 60)).toBe(name),
  );

  it('is the same as one that looks the same, by its accents and its blanks', () => {
    expect(readName('Zoe\u0308\u00a0and   Ann', 60)).toBe('Zo\u00eb and Ann');
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

describe('text of several lines', () => {
  it('has no characters that turn it around, or that nobody sees', () => {
    expect(readLines('  a\u202eb\r\n\u2066c\u200fd\u0007e\tf\n')).toBe('ab\ncde\tf');
  });
});
