import type { Translation } from '../../../platform/words/dictionary.js';
import { inFigures, withDecimals } from '../../../platform/words/figures.js';
import { eventInGerman } from '../definition/event-in-german.js';
import type { English } from './messages.en.js';

export default {
  everyone: 'Alle Kunden',
  slice: ({ observed, low, high, expected, off, worse }, words) => {
    const verdicts = [
      ...(off === 0 ? [] : [off > 0 ? 'die Chancen sind zu niedrig' : 'die Chancen sind zu hoch']),
      ...(worse === null ? [] : [`es reiht sie schlechter als andere (AUC ${withDecimals(worse, 2)})`]),
    ];
    const rates = `von 100 ${eventInGerman(words).happenedTo(inFigures(observed))} (${inFigures(low)} bis ${inFigures(high)}), erwartet waren ${inFigures(expected)}`;
    return `${rates}${verdicts.length > 0 ? `: ${verdicts.join(', und ')}` : ''}`;
  },
  worse: (names) => `Das Modell reiht Kunden deutlich schlechter in ${listed(names)}.`,
  off: (names, words) =>
    `Die Wahrscheinlichkeiten für ${eventInGerman(words).noun} stimmen nicht in ${listed(names)}.`,
  fair: 'Das Modell ist in keinem davon deutlich schlechter.',
} satisfies Translation<English>;

const listed = (names: readonly string[]) => names.map((name) => `„${name}“`).join(', ');
