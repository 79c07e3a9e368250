import type { Translation } from '#lib/words/translation.ts';
import type { English } from './messages';

export default {
  missing: 'fehlt',
  table: {
    customer: 'Kunde',
    segment: 'Segment',
    chance: (gerund) => `Wahrscheinlichkeit: ${gerund}`,
    risk: 'Risiko',
    loss: 'Erwarteter Verlust',
    chanceTimesValue: 'Wahrscheinlichkeit × Wert',
    reason: 'Wichtigster Grund',
    already: (past) => `schon ${past}`,
  },
  operators: {
    EQ: 'ist',
    NEQ: 'ist nicht',
    GTE: 'mindestens',
    LTE: 'höchstens',
    CONTAINS: 'enthält',
    IS_KNOWN: 'ist bekannt',
    IS_MISSING: 'fehlt',
  },
  condition: (column, operator, value) => `${column} ${operator}${value === '' ? '' : ` ${value}`}`,
  value: {
    unknown: 'Was dieser Kunde wert ist, lässt sich aus nichts ablesen.',
    survival: (amount, chance) =>
      `In den nächsten 365 Tagen sind ${amount} zu erwarten: die Wertspalte mal einer Wahrscheinlichkeit von ${chance}, dass der Kunde bleibt.`,
    brought: (amount) => `Hat bisher ${amount} gebracht.`,
    purchases: (days) => `In den nächsten 365 Tagen sind ${days} Kauftage zu erwarten.`,
    purchasesWorth: (days, amount) =>
      `In den nächsten 365 Tagen sind ${days} Kauftage und ${amount} zu erwarten.`,
    within: (amount, range) => `${amount} (${range})`,
    neverStops: 'An diesen Käufen ist nicht zu sehen, ob jemand zu kaufen aufhört.',
    noRepeat: 'Da es noch keinen zweiten Kauf gibt, ist nicht zu erkennen, ob der Kunde noch kauft.',
    stillBuying: (chance) => `Dass der Kunde noch kauft, ist zu ${chance} wahrscheinlich.`,
  },
} satisfies Translation<English>;
