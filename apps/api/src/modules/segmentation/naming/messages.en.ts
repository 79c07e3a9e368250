import { STABLE_K } from '@holdfast/ml-core';
import { type ConceptId, labelOf } from './column-concept.js';
import { formatCount, formatShare } from './format-figure.js';

/** What to call customers who have a lot of something, little of it, and none if that differs from having little. */
export interface ConceptWords {
  readonly high: string;
  readonly low: string;
  readonly none?: string;
}

const concepts: Readonly<Record<ConceptId, ConceptWords>> = {
  age: { high: 'older', low: 'younger' },
  balance: { high: 'high balance', low: 'low balance' },
  bill: { high: 'high bills', low: 'low bills' },
  campaign: { high: 'respond to campaigns', low: 'ignore campaigns' },
  catalogue: { high: 'catalogue buyers', low: 'rarely use the catalogue' },
  children: { high: 'with children', low: 'few children', none: 'no children' },
  complaint: { high: 'complain often', low: 'rarely complain' },
  discount: { high: 'deal seekers', low: 'rarely use deals' },
  income: { high: 'high income', low: 'low income' },
  orders: { high: 'frequent buyers', low: 'rare buyers' },
  recency: { high: 'quiet lately', low: 'active lately' },
  spend: { high: 'high spenders', low: 'low spenders' },
  store: { high: 'store shoppers', low: 'rarely in the store' },
  tenure: { high: 'long-standing', low: 'new customers' },
  usage: { high: 'heavy users', low: 'light users' },
  visits: { high: 'frequent visitors', low: 'rare visitors' },
  web: { high: 'web shoppers', low: 'rarely buy online' },
};

/** What the recommended number of segments is told by. */
export interface RecommendationTold {
  readonly k: number;
  readonly clearGroups: boolean | null;
  /** How it was chosen: the only one that passes, the one that says most, the one beyond which more add too little, or the closest. */
  readonly choice: 'only' | 'most' | 'enough' | 'closest';
  readonly stability: number;
  readonly smallestShare: number;
  readonly explained: ExplainedTold;
  readonly failures: readonly { readonly failure: Failure; readonly told: FailureTold }[];
  readonly logLongTails: boolean;
  readonly learnedRows: number;
  readonly rows: number;
}

/** Shares of what segments explain; null where nothing is known of it. */
export interface ExplainedTold {
  readonly customers: number;
  readonly left: number | null;
  readonly value: number | null;
}

/** The tests that a number of segments may fail. */
export type Failure = keyof typeof failures;

/** The figures that tests look at. */
export interface FailureTold {
  readonly stability: number;
  readonly worstStability: number;
  readonly smallestShare: number;
}

const failures = {
  'low stability': ({ stability }: FailureTold) =>
    `Repeated on resampled customers, the segments agree by ${below(STABLE_K.stability, stability, 2)} of 1 on average; it must be ${STABLE_K.stability.toFixed(2)}.`,
  'low worst stability': ({ worstStability }: FailureTold) =>
    `In the worst repetition they agree by ${below(STABLE_K.worstStability, worstStability, 2)} of 1; it must be ${STABLE_K.worstStability.toFixed(2)}.`,
  'tiny cluster': ({ smallestShare }: FailureTold) =>
    `The smallest segment has ${below(100 * STABLE_K.smallestShare, 100 * smallestShare, 1)} % of the customers; it must have ${100 * STABLE_K.smallestShare} %.`,
};

export const english = {
  concepts,
  /** Phrases of a name, within a line. */
  high: (column: string) => `high ${labelOf(column)}`,
  low: (column: string) => `low ${labelOf(column)}`,
  value: (column: string, value: string) => valuePhrase(column, value),
  average: 'Close to the average',
  /** Traits with their figures, as parts of a sentence. */
  label: (column: string) => labelOf(column),
  valueFor: (column: string, value: string, own: string, all: string) =>
    `${labelOf(column)} ${plainValue(value)} for ${own}, against ${all} of all`,
  shareFor: (column: string, own: string, all: string) =>
    `${labelOf(column)} for ${own}, against ${all} of all`,
  mean: (column: string, own: string, all: string) =>
    `${labelOf(column)} ${own} on average, against ${all} overall`,
  nothing: 'Nothing sets them clearly apart from the average.',
  size: (customers: number, share: number) =>
    `${formatCount(customers)} customers, ${formatShare(share)} of all.`,
  failures,
  recommendations: {
    k: (told: RecommendationTold) => {
      const scale = ' Columns with a few very large values were put on a logarithmic scale first.';
      const [learned, all] = [told.learnedRows, told.rows].map(formatCount);
      const sample = ` They were learned from ${learned} of ${all} customers, drawn at random; all were assigned.`;
      return [
        told.clearGroups === false ? NO_GROUPS : '',
        told.choice === 'closest' ? sayFallback(told) : sayStable(told, told.choice),
        told.logLongTails ? scale : '',
        told.learnedRows < told.rows ? sample : '',
      ].join('');
    },
  },
};

/** The messages of the room. */
export type English = typeof english;

const NO_GROUPS =
  'There are no clear groups here: splitting these customers separates them hardly better than splitting a crowd in ' +
  'which nobody belongs together. Segments are slices of it, fit for planning, with borders that could lie elsewhere. ';

const CHOICES = {
  only: 'No other number of segments passes both tests; this one explains',
  most: 'Of the numbers of segments that pass both tests, this one says most for how clearly it separates: it explains',
  enough:
    'Of the numbers of segments that pass both tests, it says nearly as much as any, and further segments would add too little: it explains',
};

function sayStable(
  { k, stability, smallestShare, explained }: RecommendationTold,
  choice: keyof typeof CHOICES,
): string {
  return (
    `${k} segments: they reappear when the analysis is repeated on resampled customers (agreement ` +
    `${stability.toFixed(2)} of 1), and none is tiny (the smallest has ${formatShare(smallestShare)}). ` +
    `${CHOICES[choice]} ${listExplained(explained)}.`
  );
}

function listExplained({ customers, left, value }: ExplainedTold): string {
  const parts = [`${formatShare(customers)} of the differences between customers`];
  if (left !== null) parts.push(`${formatShare(left)} of those in who left`);
  if (value !== null) parts.push(`${formatShare(value)} of those in what they are worth`);
  const last = parts.pop()!;
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

function sayFallback({ k, failures: found }: RecommendationTold): string {
  const why = found.map(({ failure, told }) => failures[failure](told)).join(' ');
  return (
    `${k} segments come closest, but no number of segments passes every test, so treat the boundaries as ` +
    `approximate. ${why}`
  );
}

/** Rounded, but never up to what it must be: 0.849 is not 0.85. */
function below(limit: number, value: number, digits: number): string {
  return Math.min(limit - 10 ** -digits, value).toFixed(digits);
}

function valuePhrase(feature: string, value: string): string {
  const label = labelOf(feature);
  if (/^(yes|true)$/i.test(value)) return `with ${label}`;
  if (/^(no|false)$/i.test(value)) return `no ${label}`;
  if (/^no .+/i.test(value)) return value.toLowerCase();
  if (/^[\d.]+$/.test(value)) return `${label} ${value}`;
  // Some nouns are implied: "married", not "married marital status".
  const said = label.replace(/\b(marital|status|education|type|level|category|group)\b/g, '').trim();
  return `${lowerFirst(value)} ${said}`.trim();
}

function plainValue(value: string): string {
  if (value === 'true') return 'yes';
  return value === 'false' ? 'no' : `“${value}”`;
}

/** Lower-cases a word's first letter, unless it is an abbreviation such as DSL. */
function lowerFirst(value: string): string {
  return /^[A-Z][a-z]/.test(value) ? value[0]!.toLowerCase() + value.slice(1) : value;
}
