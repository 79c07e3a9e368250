import type { Translation } from '../../../platform/words/dictionary.js';
import { inFigures } from '../../../platform/words/figures.js';
import { eventInGerman } from '../definition/event-in-german.js';
import type { English } from './messages.en.js';

export default {
  lever: ({
    column,
    value,
    other,
    brought,
    probability,
    difference,
    rate,
    otherRate,
    customers,
    together,
    words,
  }) => {
    const { noun, happenedTo } = eventInGerman(words);
    const withIt = brought.length === 0 ? '' : `, und damit ${brought.join(', ')},`;
    return (
      `${column} ${other} statt ${value}${withIt} geht mit einer Wahrscheinlichkeit für ${noun} von ${hundred(probability)} % einher, ` +
      `${points(difference)}. Von 100 Kunden mit ${other} ${happenedTo(String(hundred(otherRate)))}, mit ${value} ${hundred(rate)}. ` +
      `${inFigures(customers)} Kunden haben ${other} zusammen mit ${together}.`
    );
  },
  seen: {
    unknown: 'unbekannt',
    beyond: (column, value, least, most) => `„${column}“ ist ${value}; Kunden hatten ${least} bis ${most}`,
    computed: (column, value, formula, makes) =>
      `„${column}“ ist ${value}; ${formula} ergibt ${makes}, wie bei fast allen Kunden`,
    never: (one, customers, other, others) =>
      `kein Kunde hatte beides: ${one} bei ${inFigures(customers)} Kunden, ${other} bei ${inFigures(others)}`,
    value: (column, value) => `„${column}“ ist ${value}`,
    more: (more) => `und ${inFigures(more)} weiteres, das kein Kunde je hatte`,
  },
  follows: (effect, cause, customers, now, was) =>
    `${effect} folgt aus ${cause}, mit dem alle ${inFigures(customers)} Kunden es haben: ${now} statt ${was}`,
} satisfies Translation<English>;

const hundred = (share: number) => Math.round(100 * share);

function points(difference: number): string {
  const size = Math.round(Math.abs(100 * difference));
  return `${size} ${size === 1 ? 'Punkt' : 'Punkte'} ${difference < 0 ? 'niedriger' : 'höher'}`;
}
