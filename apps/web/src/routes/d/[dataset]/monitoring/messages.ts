import type { EventInWords } from '#lib/churn/messages.ts';
import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  title: 'Monitoring',
  about: 'What has changed since the model learned, and whether it matters.',
  checking: 'Checking',
  checkNow: 'Check now',
  loadingCheck: 'Loading the last check',
  loadingColumns: 'Loading the columns',
  firstCheck: 'The first check is being made',
  notChecked: 'Not checked yet',
  whenChecked:
    'Customers are compared with those that the model learned from after each import, and once a day if they changed.',
  noModel: 'No model to watch yet',
  trainFirst: 'Train one first; it is checked from then on.',
  train: 'Train a model',
  states: { QUIET: 'Quiet', WATCH: 'Watch', ALERT: 'Alert' },
  columns: {
    title: 'Columns then and now',
    noneMoved: (columns: number) => `None of ${plural(columns, 'column')} has moved by more than chance.`,
    moved: (moved: number, columns: number) =>
      `${moved} of ${plural(columns, 'column')} moved by more than chance at this number of customers.`,
    column: 'Column',
    movedHead: 'Moved',
    used: 'Used by the model',
    distance: 'Distance',
    threshold: 'Threshold',
    happened: 'What happened',
    yes: 'yes',
    no: 'no',
    past: 'when the model learned',
    now: 'now',
    showAll: (columns: number) => `Show all ${columns} columns`,
    movedBadge: 'moved',
    notUsed: 'not used',
    thenAndNow: (column: string) => `${column}, then and now`,
    shares: (cell: string, then: string, now: string) => `${cell}: ${then} then, ${now} now`,
    methods: {
      KOLMOGOROV_SMIRNOV: 'Distance (Kolmogorov–Smirnov)',
      TOTAL_VARIATION: 'Distance (total variation)',
    },
    measure: (method: string, distance: string, threshold: string) =>
      `${method}: ${distance}; by chance up to ${threshold}`,
  },
  checks: {
    title: 'Checks and decisions',
    reading: (total: number, shown: number, alerts: number) =>
      `${plural(total, 'check')}${total > shown ? `, the last ${shown} of them here` : ''}: ${alerts === 0 ? 'none came to an alert' : plural(alerts, 'alert')}.`,
    seen: (customers: number, changed: number, version: string) =>
      `${formatCount(customers)} customers, ${formatCount(changed)} new or changed since version ${version} learned.`,
    deciding: 'Being decided.',
    running: (version: number) => `Version ${version} is running.`,
    pending: (version: number) => `Version ${version} is pending.`,
    failed: (version: number) => `Version ${version} is failed.`,
    cancelled: (version: number) => `Version ${version} is cancelled.`,
    tookOver: 'It took over.',
    replaced: 'It was replaced since.',
    compare: 'Compare and promote',
  },
  looked: {
    firstSeen: 'First seen {when}.',
    by: (who: string, note: string) => `Looked into by ${who}, {when}${note ? `: “${note}”` : ''}.`,
    mutedUntil: (day: string) => `Alerts for nothing else are muted until ${day}.`,
    nobody: 'Nobody has said yet that they have looked into it.',
    change: 'Change',
    done: 'I have looked into it',
    title: 'Looked into',
    note: 'What came of it, if there is more to say',
    until: 'Last day on which its alerts are muted',
    untilHint:
      'For webhooks alone; whatever else begins to matter is told all the same. Left empty: none is muted.',
  },
  policy: {
    title: 'What happens by itself',
    reading:
      'Each import and each new champion is checked at once; besides, customers who changed and outcomes that came are looked at from time to time.',
    hours: 'Hours between two checks',
    hoursHint: 'None while no customer changes and no outcome comes.',
    trainAgain: 'Train again',
    trainAgainHint: 'At most once a week.',
    never: 'only when somebody asks',
    onAlert: 'on an alert',
    onOutcomes: 'on enough new outcomes',
    better: 'A model that is better',
    betterHint:
      'By more than chance on the same customers; or one that is not worse, where the champion no longer holds what it promised.',
    takesOver: 'takes over by itself',
    waits: 'waits to be promoted',
  },
  promises: {
    title: 'Promised and come true',
    measured: (outcomes: number) =>
      `Measured on ${formatCount(outcomes)} outcomes that came after their customers had been scored.`,
    notKept:
      'What this model had said of each customer was not kept, as it was made before that was done: whether it came true cannot be measured. It can be from its next scores on, or with the next model.',
    none: 'No outcome has come yet since customers were scored; what they would show is estimated from the customers that the model learned from, weighted to look like those of now.',
    tooFew: (outcomes: number) =>
      `${formatCount(outcomes)} outcomes have come since customers were scored; it takes 50, 10 of either kind, to measure.`,
    figure: 'Figure',
    learned: 'when it learned',
    expected: 'expected now',
    realised: 'realised',
    ranks: 'How well it ranks (AUC)',
    error: 'Error of its probabilities (Brier)',
    share: ({ infinitive }: EventInWords) => `Share who ${infinitive}`,
    said: (rate: string) => `said: ${rate}`,
    leftAlone: 'The figures are of those whom no campaign had contacted',
    tooFewAlone: 'Too few of the others have an outcome to measure them apart',
    contacted: (customers: number) => `${plural(customers, 'customer')} had been contacted:`,
    contactedRate: (observed: string, { past }: EventInWords, predicted: string, auc: string) =>
      `of them ${observed} ${past}, ${predicted} was said (AUC ${auc}).`,
    contactedFew: 'they are too few to be measured.',
    stake: (now: string, then: string) =>
      `${now} is at stake a customer, probability × value; it was ${then}.`,
    kept: (shown: string, expected: string) =>
      `The model keeps what it promised, as far as these outcomes can tell: its order has an AUC of ${shown}; of just these customers at least ${expected} was to be expected.`,
    ofSome:
      'Outcomes are known of a part of the scored customers only. If those who left were told first, the share and the error are too high for that reason alone; the order is not.',
    soFar: 'A share below what was said may rise yet: outcomes count from when the score was given.',
    toExpect: (auc: string) => `of these at least ${auc} was to be expected`,
  },
  now: {
    toldApart: (auc: string) =>
      `A classifier tells customers of now from those of then with an AUC of ${auc}.`,
    notToldApart: 'No classifier can tell customers of now from those of then.',
    checked: (customers: number, changed: number, version: string, apart: string) =>
      `Checked {when}: ${formatCount(customers)} customers, of whom ${formatCount(changed)} are new or have changed since version ${version} of the model learned.${apart === '' ? '' : ` ${apart}`} That the same customers behave otherwise than before only outcomes can show.`,
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]/monitoring', english);
