import { describe, expect, it } from 'vitest';
import { CallContext } from '../call/call-context.js';
import { SERVER } from '../call/caller.js';
import { inCall } from '../call/current-call.js';
import { dictionary, type Translation } from './dictionary.js';
import { asDay, inARow, inFigures, withDecimals } from './figures.js';
import { keep, sayKept } from './kept.js';
import { readLanguage } from './languages.js';
import { speaking, spoken } from './spoken.js';

const english = {
  title: 'Leaving',
  left: (customers: number) => `${customers} left`,
  deep: { more: (name: string) => `more of ${name}` },
};
const german = {
  title: 'Abwanderung',
  left: (customers) => `${customers} weg`,
  deep: { more: (name) => `mehr von ${name}` },
} satisfies Translation<typeof english>;
const say = dictionary(english, { de: german });

describe('the language of an answer', () => {
  it('is the one that is wanted most of those that are spoken, else English', () => {
    expect(readLanguage('fr-CH, de-AT;q=0.9, en;q=0.8')).toBe('de');
    expect(readLanguage('en-GB,en;q=0.9,de;q=0.8')).toBe('en');
    expect(readLanguage('en;q=0.1, de;q=0.2')).toBe('de');
    expect(readLanguage('DE')).toBe('de');
    expect(readLanguage('en-XA')).toBe('en-XA');
    for (const other of [undefined, null, '', '*', 'fr', 'de;q=0', 'toString', ',;=', 'x'.repeat(10_000)])
      expect(readLanguage(other)).toBe('en');
  });

  it('is that of the call, and English where nobody waits for one', () => {
    const call = new CallContext(SERVER, undefined, undefined, null, 'de');
    expect(spoken()).toBe('en');
    inCall(call, () => {
      expect([spoken(), say().title]).toEqual(['de', 'Abwanderung']);
      speaking('en', () => expect(say().title).toBe('Leaving'));
      expect(call.anew().language).toBe('de');
    });
  });
});

describe('a dictionary', () => {
  it('says each message in the language that is spoken, and in brackets in the pseudo-language', () => {
    expect([say().title, say().left(3), say().deep.more('it')]).toEqual(['Leaving', '3 left', 'more of it']);
    speaking('de', () => expect([say().title, say().left(3)]).toEqual(['Abwanderung', '3 weg']));
    speaking('en-XA', () => {
      expect([say().title, say().left(3), say().deep.more('it')]).toEqual([
        '⟦Leaving⟧',
        '⟦3 left⟧',
        '⟦more of it⟧',
      ]);
    });
  });

  it('that lacks a language, or a message, does not compile', () => {
    // @ts-expect-error German is missing.
    dictionary(english, {});
    // @ts-expect-error A message is missing.
    const lacking = { title: 'Abwanderung', left: () => '' } satisfies Translation<typeof english>;
    expect(lacking).toBeDefined();
  });
});

describe('a sentence that is stored', () => {
  it('is said again in any language', () => {
    const { text, said } = keep({ left: say().left }, 'left', 3);
    expect(text).toBe('3 left');
    const stored = JSON.parse(JSON.stringify(said)) as typeof said;
    speaking('de', () => expect(sayKept({ left: say().left }, stored, text)).toBe('3 weg'));
  });

  it('stays as it is where it was stored before it could be, or is unknown by now', () => {
    expect(sayKept({ left: say().left }, undefined, '3 left')).toBe('3 left');
    expect(sayKept({ left: say().left }, { message: 'gone', told: [3] }, '3 went')).toBe('3 went');
  });
});

it('figures, days and rows of names are written as in the language', () => {
  const written = () => [inFigures(12345.6), withDecimals(0.5, 2), asDay(20_000), inARow(['a', 'b', 'c'])];
  expect(written()).toEqual(['12,345.6', '0.50', '2024-10-04', 'a, b and c']);
  speaking('de', () => expect(written()).toEqual(['12.345,6', '0,50', '04.10.2024', 'a, b und c']));
});
