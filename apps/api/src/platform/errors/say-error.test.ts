import { expect, it } from 'vitest';
import { speaking } from '../words/spoken.js';
import { notFound } from './app-error.js';
import { english } from './messages.en.js';
import { sayError } from './say-error.js';

it.each([
  ['k is 12; it must be 2..10.', 'k ist 12; es muss 2..10 sein.'],
  ['share is 0.5; it must be 0.01..0.2.', 'share ist 0.5; es muss 0.01..0.2 sein.'],
  [notFound('Campaign', 'a "b"').message, 'Campaign mit der ID „a "b"“ gibt es nicht.'],
  ['columns names "x"; the columns are "a", "b".', 'columns nennt „x“; die Spalten sind "a", "b".'],
  ['Your role is VIEWER; this needs ANALYST.', 'Ihre Rolle ist VIEWER; nötig ist ANALYST.'],
  [
    'The list has nobody; it must have at least 1 customer.',
    'Auf der Liste steht niemand; es muss mindestens 1 Kunde sein.',
  ],
])('says in German: %s', (message, german) => {
  expect(speaking('de', () => sayError(message))).toBe(german);
  expect(sayError(message)).toBe(message);
});

it('leaves an error that is not translated as it is written', () => {
  expect(speaking('de', () => sayError('The moon is full.'))).toBe('The moon is full.');
});

it('finds each error by how it is written, and no other before it', () => {
  for (const [written, said] of Object.entries(english)) {
    const message = written.replaceAll('{}', 'x').replaceAll('#', '7').replaceAll('@', 'name');
    const told = speaking('en-XA', () => sayError(message));
    expect(told).toBe(`⟦${message}⟧`);
    expect(said.match(/\$\d/g)?.length ?? 0).toBe(written.match(/#|@|\{\}/g)?.length ?? 0);
  }
});

it('leaves an error that quotes what somebody sent at length', () => {
  const long = notFound('Campaign', 'x'.repeat(100_000)).message;
  expect(speaking('de', () => sayError(long))).toBe(long);
});
