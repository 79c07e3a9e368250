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
  filter: {
    everybody: 'Alle Kunden.',
    sentence: (phrases) => `Kunden, ${phrases.join(', ')}.`,
    remaining: ({ remaining }) => remaining,
    gone: ({ whoHavePast }) => `die schon ${whoHavePast}`,
    audience: (name) => `aus der Zielgruppe „${name}“`,
    segment: (name) => `im Segment „${name}“`,
    risk: { LOW: 'mit geringem Risiko', MEDIUM: 'mit mittlerem Risiko', HIGH: 'mit hohem Risiko' },
    chance: ({ gerund }, least, most) =>
      `mit einer Wahrscheinlichkeit (${gerund}) ${least === null ? `von höchstens ${most}` : most === null ? `von mindestens ${least}` : `von ${least} bis ${most}`}`,
    contacts: (many) => `aus den ersten ${many}, die anzusprechen sind`,
    mayBeContacted: 'die angesprochen werden dürfen',
    mustNot: 'die nicht angesprochen werden dürfen',
    campaign: {
      ALL: 'aus der Kampagne',
      CONTACTED: 'aus der Kampagne, angesprochen',
      HOLD_OUT: 'aus der Kontrollgruppe der Kampagne',
      BUSINESS_AS_USUAL: 'aus der Kampagne, wie üblich behandelt',
    },
    area: 'in der Form auf der Karte',
    search: (text) => `deren ID „${text}“ enthält`,
    whose: {
      EQ: (column, value) => `bei denen ${column} ${value} ist`,
      NEQ: (column, value) => `bei denen ${column} nicht ${value} ist`,
      GTE: (column, value) => `bei denen ${column} mindestens ${value} ist`,
      LTE: (column, value) => `bei denen ${column} höchstens ${value} ist`,
      CONTAINS: (column, value) => `bei denen ${column} „${value}“ enthält`,
      IS_KNOWN: (column) => `bei denen ${column} bekannt ist`,
      IS_MISSING: (column) => `bei denen ${column} fehlt`,
    },
  },
  yes: 'ja',
  no: 'nein',
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
