import type { Translation } from '../../../platform/words/dictionary.js';
import { inFigures } from '../../../platform/words/figures.js';
import type { English } from './messages.en.js';

const YES_AND_NO: Readonly<Record<string, string>> = { true: 'ja', false: 'nein' };

export default {
  isOneOf: (column, values) => `„${column}“ ist ${values.map(quoted).join(' oder ')}`,
  compares: (column, sign, value) =>
    `„${column}“ ${sign} ${inFigures(value, { maximumFractionDigits: 20, useGrouping: false })}`,
  question: {
    whatDoes: (column, value, customers, all) =>
      `„${column}“ ist bei ${inFigures(customers)} von ${inFigures(all)} Kunden ${quoted(value)}. Was bedeutet ${quoted(value)}?`,
    which: (column, values) =>
      `„${column}“ hat ${inFigures(values)} Werte. Welche davon bedeuten, dass es geschehen ist?`,
  },
  notLearnedFrom: {
    'is free text': 'ist freier Text',
    'has no value for any of # customers': 'hat bei keinem von # Kunden einen Wert',
    'has the same value for every customer': 'hat bei allen Kunden denselben Wert',
    'has # different values for # customers': 'hat # verschiedene Werte bei # Kunden',
    'is known of only # of # customers': 'ist nur bei # von # Kunden bekannt',
    'names the customers of several rows': 'benennt die Kunden mehrerer Zeilen',
    'tells what is to be predicted': 'sagt, was vorherzusagen ist',
    'was not asked for': 'wurde nicht ausgewählt',
    'has the role CHURN_LABEL': 'sagt, was geschehen ist',
    'has the role IGNORED': 'wird ignoriert',
    'has the role FEATURE': 'ist ein Merkmal',
    'has the role MONETARY_VALUE': 'sagt, was Kunden wert sind',
    'has the role OBSERVATION_DATE': 'sagt, von wann die Angaben sind',
  },
} satisfies Translation<English>;

const quoted = (value: string) => YES_AND_NO[value] ?? `„${value}“`;
