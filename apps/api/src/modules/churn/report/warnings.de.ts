import type { Translation } from '../../../platform/words/dictionary.js';
import { inARow, inFigures, withDecimals } from '../../../platform/words/figures.js';
import { eventInGerman } from '../definition/event-in-german.js';
import type { EventWords } from '../definition/event-words.types.js';
import type { LeakageSuspect } from '../training/leakage.js';
import { MIN_AUC_LOW } from '../training/min-auc-low.js';
import type { English } from './warnings.en.js';

const weakness: English['weakness'] = ({ rocAuc, rocAucLow, rocAucHigh, luck }) => {
  if (luck === null) {
    return `Das 95-%-Intervall seiner AUC reicht von ${withDecimals(rocAucLow, 2)} bis ${withDecimals(rocAucHigh, 2)} (0,50 ist Zufall); das untere Ende muss mindestens ${withDecimals(MIN_AUC_LOW, 2)} sein.`;
  }
  const found =
    luck.asGood > 0
      ? `Von ${luck.shuffles} Tabellen mit vertauschten Ergebnissen führten ${luck.asGood} zu einer mindestens so hohen AUC`
      : `${luck.shuffles} Tabellen mit vertauschten Ergebnissen führten zu AUCs bis ${withDecimals(luck.highest, 3)}`;
  return `${found}: Was es gelernt hat, kann Glück sein. Seine AUC ist ${withDecimals(rocAuc, 3)}; sie muss über ${withDecimals(luck.needed, 3)} liegen.`;
};

const sign: English['sign'] = (suspect, words) => signOf(suspect, words) + effectOf(suspect);

const customers = (count: number) => `${inFigures(count)} ${count === 1 ? 'Kunde' : 'Kunden'}`;

export default {
  weakness,
  sign,
  codes: {
    MODEL_TOO_WEAK: (told, words) =>
      `Das Modell unterscheidet ${eventInGerman(words).people} und ${eventInGerman(words).others} nicht gut genug, um eingesetzt zu werden. ${weakness(told)}`,
    TRAINED_ELSEWHERE: ({ version, trainedOn, promised, judgedRows, rocAuc }) =>
      `Es wurde anderswo trainiert, als Version ${version}, mit ${customers(trainedOn)}, und versprach dort eine AUC von ${withDecimals(promised, 3)}; mit ${customers(judgedRows)} hier ist sie ${withDecimals(rocAuc, 3)}. Es wartet, bis jemand es einsetzt.`,
    CALIBRATED_ANEW: () =>
      'Seine Wahrscheinlichkeiten stimmten hier nicht; sie wurden an diesen Kunden neu kalibriert.',
    LEAKAGE_SUSPECTED: (suspect, words) =>
      `„${suspect.column}“ verrät vielleicht, welche Kunden ${eventInGerman(words).whoDid}: ${sign(suspect, words)}. Ist das vorher bekannt? Wenn nicht, trainieren Sie ohne diese Spalte.`,
    COMPUTED_FROM_RULE: (column) =>
      `„${column}“ lässt sich aus der Spalte der Regel ableiten und wurde ausgelassen.`,
    NAMES_CUSTOMERS: (column) =>
      `„${column}“ benennt Kunden: Zeilen mit demselben Wert haben dasselbe Ergebnis, die mit dem nächsten nicht. Die Spalte wurde ausgelassen.`,
    LEAKAGE_LEFT_OUT: (suspect, words) =>
      `„${suspect.column}“ verrät, welche Kunden ${eventInGerman(words).whoDid}, und wurde ausgelassen: ${sign(suspect, words)}.`,
    SMALL_DATA: (rows, low, high) =>
      `Nur mit ${customers(rows)} trainiert: Die AUC kann irgendwo zwischen ${withDecimals(low, 2)} und ${withDecimals(high, 2)} liegen.`,
    RARE_OUTCOME: (rare, rows, happened, words) => {
      const { people, others } = eventInGerman(words);
      return `Nur ${inFigures(rare)} von ${inFigures(rows)} sind ${happened ? people : others}; die Zahlen beruhen auf diesen wenigen.`;
    },
    UNKNOWN_OUTCOME: (unknown, words) =>
      `Von ${customers(unknown)} ist nicht bekannt, ob sie ${eventInGerman(words).whoDid}: Sie werden bewertet, aber nicht zum Lernen genutzt.`,
    LEARNED_FROM_SAMPLE: (judged, learned, all) =>
      `Beurteilt an ${inFigures(judged)}, gelernt aus ${inFigures(learned)} von ${customers(all)}, zufällig gezogen; bewertet werden alle.`,
    JUDGED_ON_SAMPLE: (judged, rows) =>
      `Beurteilt an ${inFigures(judged)} zufälligen von ${customers(rows)}, trainiert mit allen.`,
    DUPLICATE_ROWS: (duplicates, judged) =>
      `${inFigures(duplicates)} von ${customers(judged)} gleichen einem anderen in jedem Merkmal; solche wurden beisammengehalten.`,
    REPEATED_CUSTOMERS: (repeated, judged, ids) =>
      `${inFigures(repeated)} von ${inFigures(judged)} Zeilen gehören einem Kunden, der noch eine hat, nach ${inARow(ids.map((name) => `„${name}“`))}; Zeilen eines Kunden wurden beisammengehalten.`,
    NEARLY_EQUAL_ROWS: (near, judged) =>
      `${inFigures(near)} von ${inFigures(judged)} Zeilen gleichen fast einer anderen mit demselben Ergebnis, wie mehrere Zeilen eines Kunden; sie wurden beisammengehalten.`,
    SCORED_OUT_OF_FOLD: () =>
      'Das Modell merkt sich die Kunden, aus denen es gelernt hat. Jeden von ihnen bewertet deshalb ein Teil, der ihn nicht gesehen hat; ein neuer Kunde mit denselben Merkmalen kann eine andere Bewertung bekommen.',
  },
  leftOut: {
    computedFromRule: () => 'lässt sich aus der Spalte der Regel ableiten',
    namesCustomers: () =>
      'benennt Kunden: Zeilen mit demselben Wert haben dasselbe Ergebnis, die mit dem nächsten nicht',
    givesAnswerAway: (suspect, words) =>
      `verrät, welche Kunden ${eventInGerman(words).whoDid}: ${sign(suspect, words)}`,
  },
} satisfies Translation<English>;

function signOf(
  { auc, sign: found }: Omit<LeakageSuspect, 'column'>,
  words: Pick<EventWords, 'past'>,
): string {
  switch (found.kind) {
    case 'alone':
      return `AUC ${withDecimals(auc, 2)} allein`;
    case 'leaversOnly':
      return `von ${customers(found.customers)} mit einem bestimmten Wert ${eventInGerman(words).happenedTo(inFigures(found.left))}`;
    case 'together':
      return `AUC ${withDecimals(auc, 2)} zusammen mit „${found.partner}“`;
    case 'name':
      return 'dem Namen nach erst hinterher bekannt';
  }
}

function effectOf({ effect }: Pick<LeakageSuspect, 'effect'>): string {
  if (effect === null) return '';
  return `; ein einfaches Modell hat mit der Spalte eine AUC von ${withDecimals(effect.with, 3)}, ohne sie ${withDecimals(effect.without, 3)}`;
}
