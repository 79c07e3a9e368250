import type { Translation } from '../../platform/words/dictionary.js';
import { inFigures } from '../../platform/words/figures.js';
import { eventInGerman, valueInGerman } from '../churn/index.js';
import { formatCount, formatShare, titleOfColumn } from '../segmentation/index.js';
import type { ConditionTold, English } from './messages.en.js';

const BANDS = { LOW: 'geringem', MEDIUM: 'mittlerem', HIGH: 'hohem' } as const;
const MEASURES = { RECENCY: 'Aktualität', FREQUENCY: 'Häufigkeit', VALUE: 'Wert' } as const;

/** After "bei denen … ist" or "bei denen … nicht ist". */
const SIGNS: Readonly<Record<string, string>> = {
  EQ: '',
  NEQ: 'nicht ',
  GT: 'über ',
  GTE: 'mindestens ',
  LT: 'unter ',
  LTE: 'höchstens ',
};
const SHORT_SIGNS: Readonly<Record<string, string>> = {
  GTE: '≥',
  LT: '<',
  GT: '>',
  LTE: '≤',
  EQ: 'ist',
  NEQ: 'ist nicht',
};

export default {
  filter: {
    all: 'Alle Kunden.',
    some: (pieces) => `Kunden ${pieces.join(', ')}.`,
    segment: (name, key) => (name === null ? `einem Segment, das es nicht mehr gibt (${key})` : `„${name}“`),
    noSegment: 'in keinem Segment',
    segments: (names) => `in ${either(names)}`,
    risk: (bands) => `mit ${either(bands.map((band) => BANDS[band]))} Risiko`,
    chance: (least, most, words) => {
      const chance = `mit einer Wahrscheinlichkeit für ${eventInGerman(words).noun} von`;
      if (least === null) return `${chance} höchstens ${formatShare(most!)}`;
      return most === null
        ? `${chance} mindestens ${formatShare(least)}`
        : `${chance} ${formatShare(least)} bis ${formatShare(most)}`;
    },
    left: (words) => `die schon ${eventInGerman(words).whoDid}`,
    remaining: (words) => eventInGerman(words).remaining,
    contacts: (contacts) => `unter den ersten ${formatCount(contacts)}, die anzusprechen sind`,
    mayBeContacted: (may) =>
      may ? 'die angesprochen werden dürfen' : 'die nicht angesprochen werden dürfen',
    campaign: (arm) => (arm === null ? 'aus einer Kampagne' : ARMS[arm]),
    mapArea: 'in einer Fläche, die auf der Karte der Segmente gezeichnet ist',
    search: (search) => `deren Kundennummer oder Text „${search}“ enthält`,
    condition: (told) => {
      const { operator, values } = told;
      const subject = `bei denen „${nameOf(told)}“`;
      if (operator === 'IS_MISSING') return `${subject} fehlt`;
      if (operator === 'IS_KNOWN') return `${subject} bekannt ist`;
      if (operator === 'CONTAINS') return `${subject} „${values[0] ?? ''}“ enthält`;
      if (operator === 'IN') return `${subject} ${either(values.map(valueInGerman))} ist`;
      if (operator === 'NOT_IN') return `${subject} weder ${values.map(valueInGerman).join(' noch ')} ist`;
      return `${subject} ${SIGNS[operator]}${valueInGerman(values[0] ?? '')} ist`;
    },
    anyOf: (others) =>
      `und zwar ${others.map((pieces) => `(${pieces.join(', ') || 'alle'})`).join(' oder ')}`,
  },
  short: (told, isNumber) => {
    const { operator, values } = told;
    const label = nameOf(told);
    if (operator === 'IS_MISSING') return `${label} fehlt`;
    if (operator === 'IN') return `${label} ist ${either(values.map(valueInGerman))}`;
    return `${label} ${SHORT_SIGNS[operator]} ${isNumber ? grouped(values[0]!) : valueInGerman(values[0]!)}`;
  },
  and: (conditions) => conditions.join(' und '),
  or: (conditions) => conditions.join(' oder '),
  rule: (conditions, recall, precision) =>
    `${conditions.join(' und ')}: erfasst ${formatShare(recall)} des Segments, und ${formatShare(precision)} der Erfassten gehören dazu.`,
  presets: {
    behaviour: {
      name: 'Verhalten',
      words: 'Was Kunden tun: was sie kaufen und ausgeben, wie oft sie kommen, worauf sie reagieren.',
    },
    purchases: {
      name: 'Aktualität, Häufigkeit, Wert',
      words: 'Wie kürzlich, wie oft und für wie viel sie gekauft haben.',
    },
    everything: { name: 'Alles', words: 'Jedes Merkmal, auch wer sie sind.' },
  },
  thirds: {
    title: (kinds) =>
      kinds.length === 3
        ? 'RFM-Segmente'
        : `Segmente nach ${kinds.map((kind) => MEASURES[kind]).join(' und ')}`,
    measure: (column, [best, ...others], missing) => {
      const blank = missing > 0 ? `; ${formatCount(missing)} ohne Wert` : '';
      return `${titleOfColumn(column)}: am besten ${best}, dann ${others.join(', dann ')}${blank}`;
    },
    names: {
      champions: 'Beste Kunden',
      loyal: 'Treue',
      potential: 'Bald Treue',
      fresh: 'Neue Kunden',
      attention: 'Brauchen Aufmerksamkeit',
      sleep: 'Schlafen bald ein',
      lose: 'Nicht zu verlieren',
      atRisk: 'Gefährdete',
      hibernating: 'Eingeschlafen',
      promising: 'Vielversprechend',
      little: 'Kürzlich, aber wenig',
      activeLately: 'Zuletzt aktiv',
      quieter: 'Stiller',
      quiet: 'Lange still',
      frequent: 'Häufig',
      occasional: 'Gelegentlich',
      rare: 'Selten',
      highValue: 'Hoher Wert',
      middleValue: 'Mittlerer Wert',
      lowValue: 'Niedriger Wert',
    },
  },
} satisfies Translation<English>;

const ARMS = {
  CONTACTED: 'aus einer Kampagne, angesprochen',
  HOLD_OUT: 'aus der Kontrollgruppe einer Kampagne',
  BUSINESS_AS_USUAL: 'aus einer Kampagne, wie üblich behandelt',
} as const;

const nameOf = ({ column, called }: ConditionTold) => called ?? titleOfColumn(column);

/** A number from ten thousand up with separators between thousands. */
function grouped(text: string): string {
  const value = Number(text.replace(',', '.'));
  return inFigures(value, { maximumFractionDigits: 20, useGrouping: Math.abs(value) >= 10_000 });
}

function either(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} oder ${words.at(-1)}`;
}
