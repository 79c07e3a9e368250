import type { Translation } from '../../../platform/words/dictionary.js';
import { inFigures, withDecimals } from '../../../platform/words/figures.js';
import { titleOfColumn } from '../../feature-matrix/index.js';
import { eventInGerman } from '../definition/event-in-german.js';
import { conditionInGerman, traitInGerman } from './condition-words.de.js';
import type { English, GainTold, RaceTold, Recipe, RivalFigure, Towards } from './messages.en.js';

const algorithms = {
  logisticRegression: 'Logistische Regression',
  randomForest: 'Random Forest',
  gradientBoosting: 'Gradient Boosting',
};
const imbalances = {
  none: '',
  classWeight: ' mit Klassengewichten',
  randomOverSample: ' mit wiederholten Abgewanderten',
  randomUnderSample: ' mit weniger Gebliebenen',
  smote: ' mit interpolierten Abgewanderten',
};

export default {
  condition: conditionInGerman,
  trait: traitInGerman,
  unknown: (column) => `${titleOfColumn(column)} ist unbekannt`,
  tooFew: (fact) => `${fact} – zu wenige solche Kunden, um zu vergleichen`,
  observed: (fact, { range, here, all, words }) =>
    `${fact} – von 100 ${range ? `Kunden mit ${range[0]} bis ${range[1]}` : 'solchen Kunden'} ${eventInGerman(words).happenedTo(here)}, von allen ${all}`,
  statement: (condition, { rate, othersRate, past }) =>
    `Von 100 Kunden ${condition} ${eventInGerman({ past }).happenedTo(ofHundred(rate))}, von den übrigen ${ofHundred(othersRate)}${beside(rate, othersRate)}.`,
  folds: ({ rows, keptTogether, fresh, past }) =>
    [
      `${rows.length} Teile mit ${rangeOf(rows)} Kunden, zufällig verteilt, in jedem derselbe Anteil, die ${eventInGerman({ past }).whoDid}; jeden Teil hat ein Modell vorhergesagt, das nur aus den anderen gelernt hatte.`,
      keptTogether === 0
        ? 'Kein Kunde gleicht einem anderen, also wurde jeder für sich verteilt.'
        : `${inFigures(keptTogether)} Kunden sind vielleicht dieselben wie ein anderer, weil sie gleich oder fast gleich sind oder eine ID teilen: Sie stehen mit diesem in einem Teil.`,
      fresh
        ? 'Die Methode wurde an anderen Teilen gewählt, damit das Glück der Wahl nicht in den Zahlen steckt.'
        : 'An ihnen wurde nichts gewählt: Es gab nur eine Methode.',
    ].join(' '),
  learning: {
    unknown: (more) => `Was ${moreCustomers(more)} brächten, lässt sich nicht sagen.`,
    nothing: (more) =>
      `${moreCustomers(more)} brächten fast nichts: weniger als 0,001 AUC. Andere Spalten vielleicht.`,
    hardly: (more, gain) =>
      `${moreCustomers(more)} brächten fast nichts: ${gainOf(gain)}. Andere Spalten vielleicht.`,
    something: (more, gain) => `${moreCustomers(more)} brächten ${gainOf(gain)}.`,
    maybe: (more, gain) => `${moreCustomers(more)} brächten ${gainOf(gain)}, vielleicht auch nichts.`,
  },
  comparison: {
    beside: ({ rows, versions: { champion, challenger }, auc, brier, verdict }) => {
      const verdicts = {
        better: `Version ${challenger} ist besser, als der Zufall erklärt`,
        relieves: `Version ${challenger} ist nicht schlechter, als der Zufall erklärt, während Version ${champion} nicht mehr hält, was sie versprach`,
        worse: `Version ${challenger} ist schlechter, als der Zufall erklärt; deshalb wurde sie nicht von selbst eingesetzt`,
        notBetter: `Version ${challenger} ist nicht besser, als der Zufall erklärt; deshalb wurde sie nicht von selbst eingesetzt`,
      };
      return (
        `An denselben ${inFigures(rows)} Kunden, die keine der beiden gesehen hatte, hat Version ${challenger} neben Version ${champion} ` +
        `eine AUC von ${withDecimals(auc.challenger, 3)} statt ${withDecimals(auc.champion, 3)} (${differenceOf(auc)}) und ` +
        `einen Brier-Wert von ${withDecimals(brier.challenger, 3)} statt ${withDecimals(brier.champion, 3)} (${differenceOf(brier)}; niedriger ist besser): ${verdicts[verdict]}.`
      );
    },
  },
  algorithms,
  imbalances,
  race: {
    SURELY_WORSE: (rival, told) => `Sicher hinter ${recipeOf(rival)}: ${bothFigures(told)}.`,
    NOT_BETTER: (rival, told) => `Nicht vor ${recipeOf(rival)}: ${bothFigures(told)}.`,
    TOO_LITTLE: (rival, told) => `Bestenfalls zu wenig vor ${recipeOf(rival)}: ${bothFigures(told)}.`,
    WITHIN_NOISE: (rival, told) =>
      `Vor ${recipeOf(rival)}, aber um nicht mehr, als Zufall sein kann: ${bothFigures(told)}.`,
  },
  settings: {
    tried: (words, kept, told) =>
      `Einstellung „${words}“: ${bothFigures(told)}; ${kept ? 'behalten' : 'nicht behalten'}.`,
  },
  direction: {
    level: (level, words) => `„${level}“ geht am meisten mit ${eventInGerman(words).noun} einher`,
    NUMBER: (more, words) => `höhere Werte gehen mit ${towards(more, words)} einher`,
    DATE: (more, words) => `spätere Tage gehen mit ${towards(more, words)} einher`,
    BOOLEAN: (more, words) => `Ja geht mit ${towards(more, words)} einher`,
    CATEGORY: (more, words) => `es geht mit ${towards(more, words)} einher`,
  },
} satisfies Translation<English>;

const towards = (more: boolean, words: Towards) =>
  `${more ? 'mehr' : 'weniger'} ${eventInGerman(words).noun}`;
const moreCustomers = (more: number) => `${inFigures(more)} weitere solche Kunden`;
const recipeOf = ({ algorithm, imbalance }: Recipe) => `${algorithms[algorithm]}${imbalances[imbalance]}`;

function rangeOf(rows: readonly number[]): string {
  const [least, most] = [Math.min(...rows), Math.max(...rows)];
  return least === most ? inFigures(least) : `${inFigures(least)} bis ${inFigures(most)}`;
}

function gainOf({ gain, low, high }: GainTold): string {
  return `${shownGain(gain)} AUC (${shownGain(low)} bis ${shownGain(high)})`;
}

function shownGain(gain: number): string {
  const size = withDecimals(Math.abs(gain), 3);
  return gain <= -0.0005 ? `−${size}` : size;
}

function differenceOf({ difference, low, high }: RivalFigure): string {
  return `Unterschied ${signed(difference)}, 95-%-Intervall ${signed(low)} bis ${signed(high)}`;
}

function signed(value: number): string {
  const size = withDecimals(Math.abs(value), 3);
  if (Math.abs(value) < 0.0005) return size;
  return `${value < 0 ? '−' : '+'}${size}`;
}

function bothFigures({ rows, brierScore, rivalBrierScore }: RaceTold): string {
  return `ein Brier-Wert von ${withDecimals(brierScore, 4)} statt ${withDecimals(rivalBrierScore, 4)} bei ${inFigures(rows)} Kunden`;
}

function ofHundred(rate: number): string {
  const hundred = 100 * rate;
  return inFigures(hundred, { maximumFractionDigits: hundred < 9.95 ? 1 : 0 });
}

/** " (6,3-mal so viele)", " (12-mal weniger)", " (20 % weniger)". */
function beside(rate: number, othersRate: number): string {
  if (rate === 0 || othersRate === 0) return '';
  const more = rate > othersRate;
  const times = more ? rate / othersRate : othersRate / rate;
  if (times >= 1.5)
    return ` (${inFigures(times, { maximumSignificantDigits: 2 })}-mal ${more ? 'so viele' : 'weniger'})`;
  const percent = Math.round(100 * Math.abs(rate / othersRate - 1));
  return ` (${percent} % ${more ? 'mehr' : 'weniger'})`;
}
