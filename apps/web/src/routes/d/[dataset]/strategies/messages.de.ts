import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

const counted = (plays: number, customers: number) =>
  `${plural(plays, 'Maßnahme', 'Maßnahmen')} für ${plural(customers, 'Kunden', 'Kunden')}, jeder einmal gezählt`;

export default {
  title: 'Strategien',
  about: 'Was zu tun ist, für wen und was es bringen dürfte.',
  segment: 'Segment',
  all: 'alle, höchster Gewinn zuerst',
  loading: 'Strategien werden geladen',
  nobody: 'Niemand, bei dem etwas zu tun ist',
  nobodyWhy: (customers, { havePast }) =>
    `Der Rat gilt denen, die noch da sind, und das ist niemand: Alle ${formatCount(customers)} ${havePast}.`,
  seeAll: 'Alle Kunden zeigen',
  plays: 'Maßnahmen',
  none: 'Noch kein Rat',
  noneWhy: 'Suchen Sie zuerst Ihre Segmente; der Rat gilt ihnen.',
  findSegments: 'Segmente finden',
  notChosen: {
    title: 'Warum nichts anderes',
    caption: 'Rat, der nicht gewählt wurde',
    advice: 'Rat',
    why: 'Warum nicht',
  },
  plan: {
    counted: (plays, customers) => `${counted(plays, customers)}.`,
    brings: (plays, customers, effect) => `${counted(plays, customers)}: ${effect}.`,
    keeps: (customers) => `etwa ${customers} bleiben dadurch`,
    turns: (customers) => `etwa ${customers} werden dadurch gewonnen`,
    gains: (money) => `Gewinn ${money}`,
    both: (customers, money) => `${customers}, ${money}`,
    noModel:
      'Was sie bringen würden, lässt sich nicht sagen: Es ist kein Modell im Einsatz, das erkennt, wer wahrscheinlich abwandert.',
    seeWhy: 'Warum nicht, oder eines trainieren',
    capacity: (contacts) =>
      `Sie können ${formatCount(contacts)} ansprechen: Die Listen beginnen mit denen, die am meisten wert sind.`,
    range: 'Die Spanne berücksichtigt den Zufall und den Anteil, den ein Kontakt umstimmt.',
    change: 'Annahmen ändern',
  },
} satisfies Translation<English>;
