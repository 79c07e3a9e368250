import { plural } from '#lib/format/plural.ts';
import type { Translation } from '#lib/words/translation.ts';
import type { ChampionWords } from './champion-words';
import type { English } from './messages';

/** Whoever trained the model has named the event: their own word is quoted, since nobody can inflect it. */
function own({ past }: ChampionWords) {
  const quoted = `„${past}“`;
  return {
    infinitive: `${quoted} haben`,
    past: quoted,
    gerund: quoted,
    people: `Kunden mit ${quoted}`,
    others: `Kunden ohne ${quoted}`,
    remaining: `bei denen ${quoted} noch aussteht`,
    havePast: `haben ${quoted}`,
    whoHavePast: `${quoted} haben`,
    whoHasPast: `${quoted} hat`,
  };
}

export default {
  event: (words) => {
    if (words.past === 'left')
      return {
        infinitive: 'abwandern',
        past: 'abgewandert',
        gerund: 'Abwandern',
        people: 'Abgewanderte',
        others: 'Gebliebene',
        remaining: 'die noch da sind',
        havePast: 'sind abgewandert',
        whoHavePast: 'abgewandert sind',
        whoHasPast: 'abgewandert ist',
      };
    if (words.past === 'responded')
      return {
        infinitive: 'reagieren',
        past: 'reagiert',
        gerund: 'Reagieren',
        people: 'Reagierende',
        others: 'Nichtreagierende',
        remaining: 'die noch nicht reagiert haben',
        havePast: 'haben reagiert',
        whoHavePast: 'reagiert haben',
        whoHasPast: 'reagiert hat',
      };
    return own(words);
  },
  band: (percent, { havePast }) => `${percent} von 100 in diesem Bereich ${havePast}`,
  changes: {
    title: 'Modelle, die Kunden bewertet haben',
    reading: 'Jeder Wechsel, von selbst oder durch jemanden, mit seinem Grund; der letzte zuerst.',
    version: (version) => `Version ${version}`,
    began: 'hat begonnen, Kunden zu bewerten',
    takenBack: (version) => `wurde anstelle von Version ${version} zurückgeholt`,
    tookOver: (version) => `hat Version ${version} abgelöst`,
    byItself: 'von selbst',
    decidedBy: (who) => `entschieden von ${who}`,
    change: (came, by) => `{version} ${came}, ${by}.`,
    noReason: 'Kein Grund angegeben.',
  },
  slices: {
    tooFew: 'zu wenige',
    byGroup: 'Güte des Modells nach Gruppe',
    by: (column) => `Güte des Modells nach ${column}`,
    segment: 'Segment',
    customers: 'Kunden',
    auc: 'AUC',
    expected: 'Erwartet',
    observed: 'Beobachtet',
    verdict: 'Urteil',
    ranksWorse: 'schlechter gereiht',
    tooLow: 'Wahrscheinlichkeiten zu niedrig',
    tooHigh: 'Wahrscheinlichkeiten zu hoch',
    asElsewhere: 'wie sonst',
  },
  money: {
    title: 'Wofür die Beträge stehen',
    period: 'Gilt für',
    notSaid: 'keine Angabe',
    periods: {
      MONTH: 'einen Monat',
      YEAR: 'ein Jahr',
      ORDER: 'eine Bestellung',
      LIFETIME: 'alles bisher Gezahlte',
    },
    currency: 'Währung',
    letters: 'Drei Buchstaben, etwa EUR',
    examples: 'EUR, USD …',
    save: 'Speichern',
    past: 'Was bisher gezahlt wurde, ist nicht, was künftig gezahlt würde: Die Beträge sind die der Vergangenheit.',
  },
  made: {
    methods: {
      AUTO: 'automatisch',
      LOGISTIC_REGRESSION: 'Logistische Regression',
      RANDOM_FOREST: 'Random Forest',
      GRADIENT_BOOSTING: 'Gradient Boosting',
    },
    imbalances: {
      AUTO: 'automatisch',
      NONE: 'keiner',
      CLASS_WEIGHT: 'Klassengewichte',
      RANDOM_OVERSAMPLE: 'zufälliges Oversampling',
      RANDOM_UNDERSAMPLE: 'zufälliges Undersampling',
      SMOTE: 'SMOTE',
    },
    methodWith: (method, imbalance) => `${method}, ${imbalance}`,
    stages: { CANDIDATE: 'Kandidat', CHAMPION: 'im Einsatz', ARCHIVED: 'archiviert' },
    states: {
      PENDING: 'wartet',
      RUNNING: 'läuft',
      COMPLETED: 'fertig',
      FAILED: 'fehlgeschlagen',
      CANCELLED: 'abgebrochen',
    },
  },
  statements: {
    ratio: (ratio) => `Verhältnis ${ratio}`,
    interval: (range) => `95-%-Intervall ${range}`,
    support: (customers) => plural(customers, 'Kunde', 'Kunden'),
  },
} satisfies Translation<English>;
