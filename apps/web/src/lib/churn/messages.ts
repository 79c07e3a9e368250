import { plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';
import type { ChampionWords } from './champion-words';

/** The words for what a model predicts, as other words of a sentence need them. */
export interface EventInWords extends ChampionWords {
  /** In the perfect tense of many: "have left". */
  readonly havePast: string;
  /** The same in a clause after "who", of many and of one: some languages put the verb last there. */
  readonly whoHavePast: string;
  readonly whoHasPast: string;
}

/** What the API says of a model before there is one. */
export const LEAVING: ChampionWords = {
  infinitive: 'leave',
  past: 'left',
  gerund: 'leaving',
  people: 'leavers',
  others: 'stayers',
  remaining: 'still here',
};

const english = {
  event: (words: ChampionWords): EventInWords => ({
    ...words,
    havePast: `have ${words.past}`,
    whoHavePast: `have ${words.past}`,
    whoHasPast: `has ${words.past}`,
  }),
  band: (percent: number, { past }: EventInWords) => `of 100 in it, ${percent} ${past}`,
  changes: {
    title: 'Models that scored customers',
    reading: 'Each change, by itself or by somebody, with its reason; the last one first.',
    version: (version: number) => `Version ${version}`,
    began: 'began to score customers',
    takenBack: (version: number) => `was taken back in place of version ${version}`,
    tookOver: (version: number) => `took over from version ${version}`,
    byItself: 'by itself',
    decidedBy: (who: string) => `decided by ${who}`,
    /** What stands for what: the version is a link. */
    change: (came: string, by: string) => `{version} ${came}, ${by}.`,
    noReason: 'No reason was given.',
  },
  slices: {
    tooFew: 'too few',
    byGroup: 'Quality of the model by group',
    by: (column: string) => `Quality of the model by ${column}`,
    segment: 'Segment',
    customers: 'Customers',
    auc: 'AUC',
    expected: 'Expected',
    observed: 'Observed',
    verdict: 'Verdict',
    ranksWorse: 'ranked worse',
    tooLow: 'chances too low',
    tooHigh: 'chances too high',
    asElsewhere: 'as elsewhere',
  },
  money: {
    title: 'What amounts are',
    period: 'It is for',
    notSaid: 'not said',
    periods: { MONTH: 'a month', YEAR: 'a year', ORDER: 'an order', LIFETIME: 'all paid so far' },
    currency: 'Currency',
    letters: 'Three letters, such as EUR',
    examples: 'EUR, USD …',
    save: 'Save',
    past: 'What was paid so far is not what would be paid from now on: amounts are those of the past.',
  },
  made: {
    methods: {
      AUTO: 'auto',
      LOGISTIC_REGRESSION: 'logistic regression',
      RANDOM_FOREST: 'random forest',
      GRADIENT_BOOSTING: 'gradient boosting',
    },
    imbalances: {
      AUTO: 'auto',
      NONE: 'none',
      CLASS_WEIGHT: 'class weight',
      RANDOM_OVERSAMPLE: 'random oversample',
      RANDOM_UNDERSAMPLE: 'random undersample',
      SMOTE: 'SMOTE',
    },
    methodWith: (method: string, imbalance: string) => `${method}, ${imbalance}`,
    stages: { CANDIDATE: 'candidate', CHAMPION: 'champion', ARCHIVED: 'archived' },
    states: {
      PENDING: 'pending',
      RUNNING: 'running',
      COMPLETED: 'completed',
      FAILED: 'failed',
      CANCELLED: 'cancelled',
    },
  },
  statements: {
    ratio: (ratio: string) => `ratio ${ratio}`,
    interval: (range: string) => `95 % interval ${range}`,
    support: (customers: number) => plural(customers, 'customer'),
  },
};

export type English = typeof english;
export const say = dictionary('lib/churn', english);
