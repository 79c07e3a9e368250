import type { EventWords } from '../churn/index.js';
import { formatCount, formatShare, labelOf } from '../segmentation/index.js';
import type { CampaignArm } from './customer-list.inputs.js';
import type { MeasureKind } from './quantile-segments/choose-measures.js';

/** A condition on an attribute: its column, what people call it, and the value or values that it asks for. */
export interface ConditionTold {
  readonly column: string;
  /** Undefined where nobody gave the column a name. */
  readonly called: string | undefined;
  readonly operator: string;
  readonly values: readonly string[];
}

/** The words of an event that filters are told with. */
type Event = Pick<EventWords, 'past' | 'gerund' | 'remaining'>;

/** How sentences of the room are put together. */
export const english = {
  /** Whom a filter holds: every piece follows "customers". */
  filter: {
    all: 'All customers.',
    some: (pieces: readonly string[]) => `Customers ${pieces.join(', ')}.`,
    /** The name of a segment, which is null where it is not there any more. */
    segment: (name: string | null, key: string) =>
      name === null ? `a segment that is not there (${key})` : `“${name}”`,
    noSegment: 'in no segment',
    segments: (names: readonly string[]) => `in ${either(names)}`,
    risk: (bands: readonly ('LOW' | 'MEDIUM' | 'HIGH')[]) =>
      `at ${either(bands.map((band) => band.toLowerCase()))} risk`,
    chance: (least: number | null, most: number | null, { gerund }: Event) => {
      const chance = `with a chance of ${gerund} of`;
      if (least === null) return `${chance} ${formatShare(most!)} or less`;
      return most === null
        ? `${chance} ${formatShare(least)} or more`
        : `${chance} ${formatShare(least)} to ${formatShare(most)}`;
    },
    left: ({ past }: Event) => `who have ${past} already`,
    remaining: ({ remaining }: Event) => remaining,
    contacts: (contacts: number) => `of the first ${formatCount(contacts)} to contact`,
    mayBeContacted: (may: boolean): string => (may ? 'who may be contacted' : 'who must not be contacted'),
    campaign: (arm: CampaignArm | null) => `of a campaign${arm === null ? '' : ARMS[arm]}`,
    mapArea: 'in a shape drawn on the map of the segments',
    search: (search: string) => `whose ID or text contains “${search}”`,
    condition: ({ column, called, operator, values }: ConditionTold) => {
      const subject = `whose ${called ?? labelOf(column)}`;
      if (operator === 'IS_MISSING') return `${subject} is missing`;
      if (operator === 'IS_KNOWN') return `${subject} is known`;
      if (operator === 'CONTAINS') return `${subject} contains “${values[0] ?? ''}”`;
      if (operator === 'IN') return `${subject} is ${either(values)}`;
      if (operator === 'NOT_IN') return `${subject} is not ${either(values)}`;
      return `${subject} ${SIGNS[operator]} ${values[0] ?? ''}`;
    },
    anyOf: (others: readonly (readonly string[])[]) =>
      `that are ${others.map((pieces) => `(${pieces.join(', ') || 'anybody'})`).join(' or ')}`,
  },
  /** A condition in as few words as it can be rebuilt from: "spend ≥ 800", "plan is gold or silver". */
  short: ({ column, called, operator, values }: ConditionTold, isNumber: boolean) => {
    const label = called ?? labelOf(column);
    if (operator === 'IS_MISSING') return `${label} is missing`;
    if (operator === 'IN') return `${label} is ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
    return `${label} ${SHORT_SIGNS[operator]} ${isNumber ? grouped(values[0]!) : values[0]}`;
  },
  and: (conditions: readonly string[]) => conditions.join(' and '),
  or: (conditions: readonly string[]) => conditions.join(' or '),
  /** What a rule of a segment tells. */
  rule: (conditions: readonly string[], recall: number, precision: number) =>
    `${conditions.join(' and ')}: catches ${formatShare(recall)} of them, ${formatShare(precision)} of those caught are theirs.`,
  /** Ways to choose columns to find segments by. */
  presets: {
    behaviour: {
      name: 'Behaviour',
      words: 'What customers do: what they buy and spend, how often they come, what they answer.',
    },
    purchases: {
      name: 'Recency, frequency, value',
      words: 'How recently, how often and for how much they bought.',
    },
    everything: { name: 'Everything', words: 'Every feature, who they are included.' },
  },
  /** Segments by thirds of some measures. */
  thirds: {
    title: (kinds: readonly MeasureKind[]) =>
      kinds.length === 3
        ? 'RFM segments'
        : `Segments by ${kinds.map((kind) => kind.toLowerCase()).join(' and ')}`,
    /** Where the thirds of a measure end: "recency: best ≤ 24, then ≤ 49, then above; 3 have none". */
    measure: (column: string, [best, ...others]: readonly string[], missing: number) => {
      const blank = missing > 0 ? `; ${formatCount(missing)} without a value` : '';
      return `${labelOf(column)}: best ${best}, then ${others.join(', then ')}${blank}`;
    },
    names: {
      champions: 'Champions',
      loyal: 'Loyal',
      potential: 'Potential loyalists',
      fresh: 'New customers',
      attention: 'Need attention',
      sleep: 'About to sleep',
      lose: 'Cannot lose them',
      atRisk: 'At risk',
      hibernating: 'Hibernating',
      promising: 'Promising',
      little: 'Recent, but little',
      activeLately: 'Active lately',
      quieter: 'Quieter',
      quiet: 'Quiet for long',
      frequent: 'Frequent',
      occasional: 'Occasional',
      rare: 'Rare',
      highValue: 'High value',
      middleValue: 'Middle value',
      lowValue: 'Low value',
    },
  },
};

/** The messages of the room. */
export type English = typeof english;

const ARMS = {
  CONTACTED: ', contacted',
  HOLD_OUT: ', left alone',
  BUSINESS_AS_USUAL: ', treated as usual',
} as const;

const SIGNS: Readonly<Record<string, string>> = {
  EQ: 'is',
  NEQ: 'is not',
  GT: 'is above',
  GTE: 'is at least',
  LT: 'is below',
  LTE: 'is at most',
};

const SHORT_SIGNS: Readonly<Record<string, string>> = {
  GTE: '≥',
  LT: '<',
  GT: '>',
  LTE: '≤',
  EQ: 'is',
  NEQ: 'is not',
};
const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });

/** A number from ten thousand up with thousands separators; a decimal comma becomes a point. */
function grouped(text: string): string {
  const value = Number(text.replace(',', '.'));
  return Math.abs(value) >= 10_000 ? GROUPED.format(value) : String(value);
}

function either(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
