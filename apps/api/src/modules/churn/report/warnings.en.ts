import type { EventWords } from '../definition/event-words.types.js';
import type { LeakageSuspect } from '../training/leakage.js';
import { MIN_AUC_LOW } from '../training/min-auc-low.js';
import type { ShuffledOutcomes } from '../training/training.types.js';

/** What says that a model is too weak. */
export interface WeakTold {
  readonly rocAuc: number;
  readonly rocAucLow: number;
  readonly rocAucHigh: number;
  /** Shuffled outcomes that may do as well; null where it is the interval alone. */
  readonly luck: ShuffledOutcomes | null;
}

/** What is said of a model that was trained elsewhere. */
export interface BroughtInTold {
  readonly version: number;
  readonly trainedOn: number;
  readonly promised: number;
  readonly judgedRows: number;
  readonly rocAuc: number;
}

type Event = Pick<EventWords, 'past' | 'otherwise' | 'gerund' | 'people' | 'others'>;

/** Why a model may not be champion. */
export const english = {
  weakness: ({ rocAuc, rocAucLow, rocAucHigh, luck }: WeakTold) => {
    if (luck === null) {
      return (
        `The 95 % interval of its AUC is ${rocAucLow.toFixed(2)} to ${rocAucHigh.toFixed(2)} ` +
        `(0.50 is chance); its lower end must be at least ${MIN_AUC_LOW}.`
      );
    }
    const { shuffles, asGood, highest, needed } = luck;
    const found =
      asGood > 0
        ? `Of ${shuffles} tables with shuffled outcomes ${asGood} led to an AUC at least as high`
        : `${shuffles} tables with shuffled outcomes led to AUCs of up to ${highest.toFixed(3)}`;
    return `${found}: what it learned may be luck. Its AUC is ${rocAuc.toFixed(3)}; it must be above ${needed.toFixed(3)}.`;
  },
  /** What makes a column suspicious, to be read after its name, with what it does to the AUC of a model. */
  sign: (suspect: Omit<LeakageSuspect, 'column'>, words: Pick<EventWords, 'past'>) =>
    signOf(suspect, words) + effectOf(suspect),
  codes: {
    MODEL_TOO_WEAK: (told: WeakTold, { people, others }: Event) =>
      `The model does not tell ${people} from ${others} well enough to be champion. ${english.weakness(told)}`,
    TRAINED_ELSEWHERE: ({ version, trainedOn, promised, judgedRows, rocAuc }: BroughtInTold) =>
      `It was trained elsewhere, as version ${version}, on ${trainedOn} customers, where it promised an AUC of ${promised.toFixed(3)}; on ${judgedRows} customers here it is ${rocAuc.toFixed(3)}. It waits until somebody promotes it.`,
    CALIBRATED_ANEW: () =>
      'Its probabilities did not hold here, so they were calibrated anew on these customers.',
    LEAKAGE_SUSPECTED: (suspect: LeakageSuspect, words: Event) =>
      `"${suspect.column}" may give away who ${words.past}: ${english.sign(suspect, words)}. Is it known before ${words.gerund}? ` +
      'If not, train again without it.',
    COMPUTED_FROM_RULE: (column: string) =>
      `"${column}" can be derived from the rule's column and was left out.`,
    NAMES_CUSTOMERS: (column: string) =>
      `"${column}" names customers: rows with one value of it share their outcome, those with the next do not. It was left out.`,
    LEAKAGE_LEFT_OUT: (suspect: LeakageSuspect, words: Event) =>
      `"${suspect.column}" gives away who ${words.past} and was left out: ${english.sign(suspect, words)}.`,
    SMALL_DATA: (rows: number, low: number, high: number) =>
      `Trained on only ${rows} customers: the AUC may be anywhere from ${low.toFixed(2)} to ${high.toFixed(2)}.`,
    RARE_OUTCOME: (rare: number, rows: number, happened: boolean, { past, otherwise }: Event) =>
      `Only ${rare} of ${rows} ${happened ? past : otherwise}; the figures rest on those few.`,
    UNKNOWN_OUTCOME: (unknown: number, { past }: Event) =>
      `It is not known whether ${unknown} customers ${past}: they are scored, but not trained on.`,
    LEARNED_FROM_SAMPLE: (judgedRows: number, rows: number, customers: number) => {
      const [judged, learned, all] = [judgedRows, rows, customers].map((count) =>
        count.toLocaleString('en-GB'),
      );
      return `Judged on ${judged}, learned from ${learned} of ${all} customers, drawn at random; all are scored.`;
    },
    JUDGED_ON_SAMPLE: (judgedRows: number, rows: number) =>
      `Evaluated on a random ${judgedRows} of ${rows} customers, trained on all of them.`,
    DUPLICATE_ROWS: (duplicateRows: number, judgedRows: number) =>
      `${duplicateRows} of ${judgedRows} customers match another in every feature; duplicates were kept in the same fold.`,
    REPEATED_CUSTOMERS: (ofOneCustomer: number, judgedRows: number, ids: readonly string[]) =>
      `${ofOneCustomer} of ${judgedRows} rows are of a customer who has another, by ${ids.map((name) => `"${name}"`).join(', ')}; rows of one were kept in the same fold.`,
    NEARLY_EQUAL_ROWS: (near: number, judgedRows: number) =>
      `${near} of ${judgedRows} rows are nearly equal to another with the same outcome, as several rows of one customer are; they were kept in the same fold.`,
    SCORED_OUT_OF_FOLD: () =>
      'The model memorises the customers it learned from, so each of them is scored by a part of it that has not seen them; the same attributes may get another score as a new customer.',
  },
  /** Why the training did not use a column that it was offered, to be read after the column's name. */
  leftOut: {
    computedFromRule: () => "can be derived from the rule's column",
    namesCustomers: () =>
      'names customers: rows with one value of it share their outcome, those with the next do not',
    givesAnswerAway: (suspect: LeakageSuspect, words: Pick<EventWords, 'past'>) =>
      `gives away who ${words.past}: ${english.sign(suspect, words)}`,
  },
};

/** The messages of the room. */
export type English = typeof english;

function signOf(
  { auc, sign }: Pick<LeakageSuspect, 'auc' | 'sign'>,
  { past }: Pick<EventWords, 'past'>,
): string {
  switch (sign.kind) {
    case 'alone':
      return `AUC ${auc.toFixed(2)} alone`;
    case 'leaversOnly':
      return `of ${sign.customers} customers for whom it ${sign.condition} ${sign.left} ${past}`;
    case 'together':
      return `AUC ${auc.toFixed(2)} together with "${sign.partner}"`;
    case 'name':
      return 'by its name it is known only afterwards';
  }
}

function effectOf({ effect }: Pick<LeakageSuspect, 'effect'>): string {
  if (effect === null) return '';
  return `; a simple model has an AUC of ${effect.with.toFixed(3)} with it and ${effect.without.toFixed(3)} without`;
}
