import 'reflect-metadata';
import { expect, it } from 'vitest';
import { speaking } from '../../platform/words/spoken.js';
import { say } from './messages.js';

const inGerman = (work: () => string) => speaking('de', work);
const left = { words: { past: 'left' }, rises: false };

it('tells an effect in German', () => {
  expect(
    inGerman(() => say().effect.known({ uplift: 0.045, low: 0.021, high: 0.069, ...left }, false, 'sure')),
  ).toBe(
    'Der Anteil derer, die abgewandert sind, ist bei den Angesprochenen um 4,5 Punkte niedriger als in der Kontrollgruppe (2,1 bis 6,9).',
  );
  expect(
    inGerman(() =>
      say().arms.known(
        'asUsual',
        'holdOut',
        { uplift: 0.01, low: -0.014, high: 0.034, words: { past: 'renewed' }, rises: true },
        false,
      ),
    ),
  ).toBe(
    'Der Anteil derer, die „renewed“ haben, ist bei den wie üblich Behandelten um 1 Punkt höher als in der Kontrollgruppe (−1,4 bis 3,4); das kann Zufall sein.',
  );
});

it('tells in German what is missing, and how it was drawn', () => {
  expect(inGerman(() => say().effect.tooFew({ contacted: 1, holdOut: 1200, isTooSmall: true }))).toBe(
    'Noch lässt sich nichts sagen: Nötig sind Ergebnisse von einem weiteren Angesprochenen und von 1.200 weiteren aus der Kontrollgruppe, mehr, als es gibt: Die Liste ist zu klein.',
  );
  expect(inGerman(() => say().draw.drawn('5', 1200, ['segment', 'third of value']))).toBe(
    '1.200 Kunden sind wieder in der Gruppe, in die eine frühere Liste mit dem Startwert 5 sie gelost hatte; aus den übrigen wurde die Kontrollgruppe zufällig gezogen, aus jedem Segment und jedem Drittel nach Wert derselbe Anteil (geschichtet).',
  );
});
