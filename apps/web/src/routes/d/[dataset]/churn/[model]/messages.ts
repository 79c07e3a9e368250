import type { EventInWords } from '#lib/churn/messages.ts';
import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  title: 'Model card',
  titleOf: (version: number) => `Model card, version ${version}`,
  about: (dataset: string) =>
    `What the model of ${dataset} learned from, how far to trust it, and where not.`,
  back: 'Back to churn',
  print: 'Print',
  json: 'JSON',
  loading: 'Loading the card',
  notFound: 'Model not found',
  notFoundWhy: 'It may have been deleted with its dataset, or the link may be incomplete.',
  toChurn: 'Go to churn',
  customers: 'Customers',
  predicts: {
    title: 'What it predicts',
    predicts: 'Predicts',
    who: ({ infinitive }: EventInWords, definition: string) => `who will ${infinitive}: “${definition}”`,
    state: 'State',
    method: 'Method',
    learnedFrom: 'Learned from',
    ofWhom: (customers: number, rate: string, { past }: EventInWords) =>
      `${plural(customers, 'customer')}, of whom ${rate} ${past}`,
    trained: 'Trained',
    byEngine: (moment: string, engine: string) => `${moment}, by the engine “${engine}”`,
  },
  data: {
    title: 'From when the data are',
    reading: 'As they were when it was trained: how they came here, and how far their dates reach.',
    customers: 'Customers at the time',
    unknown: 'Outcome not known',
    notLearnedFrom: (customers: number) => `${plural(customers, 'customer')}: scored, but not learned from`,
    loaded: 'Loaded',
    once: (moment: string) => `once, on ${moment}`,
    times: (imports: number, first: string, last: string) =>
      `${plural(imports, 'time')}, from ${first} to ${last}`,
    observed: 'Observed on',
    observedOn: (day: string) => `${day}: purchases before that day, the outcome after it`,
  },
  learned: {
    title: 'What it learned from',
    columns: 'Columns',
    noneYet: 'none yet',
    without: (column: string) => `Without ${column}`,
  },
  judged: {
    title: 'How it was judged',
    caption: 'Parts of the customers',
    part: 'Part',
    who: ({ past }: EventInWords) => `Who ${past}`,
    share: 'Share',
  },
  compared: {
    title: 'What it was compared with',
    reading:
      'The most accurate probabilities win, by the Brier score; where it is the same, the simplest method.',
    caption: 'Methods compared',
    method: 'Method',
    chosen: (method: string) => `${method} (chosen)`,
    brier: 'Brier',
    told: (method: string) => `${method}: {sentence}`,
  },
  figures: {
    title: 'How good it is',
    reading: 'All figures are of customers that the model had not seen.',
    caption: 'Figures of quality',
    figure: 'Figure',
    value: 'Value',
    interval: '95 % interval',
    comparison: 'For comparison',
    auc: 'AUC',
    averagePrecision: 'Average precision',
    brier: 'Brier score',
    logLoss: 'Log loss',
    calibrationError: 'Calibration error',
    top: 'Top 10 %',
    f1: 'F1',
    precision: 'Precision',
    recall: 'Recall',
    guessing: (value: string) => `guessing: ${value}`,
    guessingOrLuck: (value: string, highest: string) => `guessing: ${value}, by luck up to ${highest}`,
    zeroPerfect: '0 is perfect',
    inTop: ({ people }: EventInWords) => `${people} in the likeliest 10 %, vs. average`,
    fromChance: (chance: string) => `from a chance of ${chance} on`,
  },
  worse: {
    title: 'Where it is worse',
    reading: (groups: number) =>
      `Intervals and verdicts allow for the ${formatCount(groups)} groups that might be looked at: of models that are equally good everywhere, 19 in 20 show nothing in any of them.`,
    bySegment: 'By segment',
    by: (column: string) => `By ${column}`,
    loading: 'Loading where it is worse',
  },
  relies: {
    title: 'What it relies on',
    reading:
      'How much AUC is lost where these columns say nothing, with one standard deviation; columns that move together are one.',
    caption: 'What the model relies on',
    lost: 'AUC lost',
    inData: 'In the data',
  },
  limits: {
    title: 'Limits',
    noCause: ({ gerund }: EventInWords) =>
      `What it relies on goes with ${gerund} among these customers; that is no proof that it is the cause, or that changing it would change anything.`,
    asItLearned:
      'Its chances are those of customers as they were when it learned. Monitoring says whether customers of now are still like them.',
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]/churn/[model]', english);
