import type { Translation } from '../../../platform/words/dictionary.js';
import { inFigures } from '../../../platform/words/figures.js';
import type { English } from './messages.en.js';

const PERIODS = {
  MONTH: 'ein Betrag im Monat',
  YEAR: 'ein Betrag im Jahr',
  ORDER: 'ein Betrag je Bestellung',
  LIFETIME: 'alles, was bisher gezahlt wurde',
};

export default {
  question: {
    purchases: 'Was ein Kunde wert ist, kommt aus seinen Käufen. In welcher Währung sind sie?',
    column: (column, sounds) =>
      `„${column}“ ist, was ein Kunde wert ist${sounds ? `, und klingt nach: ${PERIODS[sounds]}` : ''}.`,
    value: (value) => `Ein Kunde ist nach Ihrer Angabe ${inFigures(value)} wert.`,
    currency: 'In welcher Währung?',
    period: 'Wofür steht der Betrag?',
    both: 'Wofür steht der Betrag, und in welcher Währung?',
  },
  warnings: {
    noCurrency: (column) => `Für „${column}“ ist keine Währung angegeben; die Beträge sind bloße Zahlen.`,
    noPeriod: (column) =>
      `Es ist nicht angegeben, ob „${column}“ für einen Monat, ein Jahr oder eine Bestellung gilt; der Betrag zählt einmal.`,
    past: (column) =>
      `„${column}“ fasst die Vergangenheit zusammen: Was ein Kunde bisher gezahlt hat, ist nicht, was er künftig zahlen würde.`,
    soundsPast: (column, period) =>
      `„${column}“ klingt nach einer Summe über die Vergangenheit, gilt aber als ${PERIODS[period]}.`,
    purchasesNoCurrency: 'Für Käufe ist keine Währung angegeben; die Beträge sind bloße Zahlen.',
    expected:
      'Ein Kunde ist wert, was seine Käufe für 365 Tage erwarten lassen, nicht, was er bisher gezahlt hat.',
  },
} satisfies Translation<English>;
