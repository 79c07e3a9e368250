import { CHURN_ALGORITHMS, IMBALANCE_STRATEGIES, MODEL_STAGES } from '@holdfast/schema';
import type { EventInWords } from '#lib/churn/messages.ts';
import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const time = (value: string, unit: string | null) => (unit === null ? value : `${value} ${unit}`);

const english = {
  title: 'Churn',
  about: ({ infinitive }: EventInWords) =>
    `Who is likely to ${infinitive}, what that is linked to, and whom to contact.`,
  setUp: 'Set up churn',
  busy: 'In progress',
  busyReading: 'The result appears here when it is ready.',
  loadingModel: 'Loading the model',
  parts: 'Parts of this screen',
  none: 'No model yet',
  noneWhy:
    'Choose the column that says who left, or give a rule such as “more than 60 days since the last purchase”. Holdfast compares several methods on the same customers and keeps the one with the most accurate probabilities.',
  views: { contact: 'Whom to contact', why: 'Why', trust: 'Can you trust it?', versions: 'Versions' },
  customers: 'Customers',
  seeAll: 'See all',
  segments: 'segments',

  methodHints: CHURN_ALGORITHMS,
  imbalanceHints: IMBALANCE_STRATEGIES,
  bestOfAll: 'best of all',
  stageHints: MODEL_STAGES,

  model: {
    about: (version: number, method: string, customers: number, rate: string, { past }: EventInWords) =>
      `Version ${version} · ${method} · “${past}” means {definition} · trained on ${formatCount(customers)} customers, of whom ${rate} ${past}`,
    otherInUse: 'Whom to contact, and what it brings, is told by the version in use.',
    noneInUse: 'No version is in use, so that nothing says whom to contact, or what it would bring.',
  },
  waiting: {
    notInUse: (version: number) => `Version ${version} is trained, but not in use.`,
    notCompared: 'Too few customers are known to both it and the model in use to compare the two.',
    show: 'Show this model',
    why: 'Why (optional)',
    whyLabel: 'Why it is used',
    use: 'Use this model',
  },
  bands: {
    title: 'What the bands mean',
    reading: 'Counted among all customers of known outcome, by parts of the model that had not seen them.',
    ofHundred: ({ past }: EventInWords) => `Of 100 in this band {count} ${past}`,
    from: (chance: string, customers: number) =>
      `from a chance of ${chance} · ${formatCount(customers)} customers`,
    fromWithShare: (chance: string, customers: number, share: string) =>
      `from a chance of ${chance} · ${formatCount(customers)} customers, ${share} of all`,
    highFrom: 'HIGH from a chance of, %',
    mediumFrom: 'MEDIUM from a chance of, %',
    change: 'Change where the bands begin',
    back: 'Back to the model’s own',
  },
  riskiest: {
    title: ({ infinitive }: EventInWords) => `Most likely to ${infinitive}`,
    reading: ({ gerund, havePast }: EventInWords) =>
      `The ten customers with the highest chance of ${gerund}, whatever they are worth. Those who ${havePast} already are not listed.`,
    caption: ({ infinitive }: EventInWords) => `Customers most likely to ${infinitive}`,
    loading: 'Loading the customers',
  },

  contact: {
    question: 'Whom should we contact, and how many?',
    reading: (
      contacts: number,
      byGain: boolean,
      events: string,
      { infinitive }: EventInWords,
      gain: string | null,
      range: string | null,
    ) => {
      const whom = byGain ? 'for whom a contact brings most' : `most likely to ${infinitive}`;
      const reached = `Contact the ${plural(contacts, 'customer')} ${whom}: ${events} of them are expected to ${infinitive}`;
      const ends = range === null ? '' : ` (${range}, if all that is assumed is at its worst or its best)`;
      return gain === null ? `${reached}.` : `${reached}, and the expected gain is ${gain}${ends}.`;
    },
    nobody: 'Nobody to contact',
    allHave: (customers: number, { havePast }: EventInWords) =>
      `All ${formatCount(customers)} ${havePast} already.`,
    seeAllCustomers: 'See all customers',
    title: 'Whom to contact',
    contacts: 'Contacts',
    expectedTo: ({ infinitive }: EventInWords) => `Expected to ${infinitive}`,
    gain: 'Expected gain',
    gainIn: (currency: string) => `Expected gain, ${currency}`,
    first: (customers: number, { remaining }: EventInWords) =>
      `Contact the first {number} of ${formatCount(customers)} ${remaining}`,
    nonePays: 'No contact is expected to bring more than it costs.',
    best: (gain: string, contacts: number) =>
      `Highest expected gain: ${gain} with ${plural(contacts, 'contact')}.`,
    flat: (contacts: number) => `From ${formatCount(contacts)} on it hardly matters: within 2 % of the best.`,
    capacity: (contacts: number) => `You can make ${plural(contacts, 'contact')}.`,
    use: (contacts: number) => `Use ${formatCount(contacts)}`,
    counting: 'Counting whom it pays to contact',
    contact: 'Contact',
    ofThem: ({ infinitive }: EventInWords) => `Of them expected to ${infinitive}`,
    missed: ({ infinitive }: EventInWords) => `Expected to ${infinitive}, not contacted`,
    stay: 'Expected to stay',
    through: 'Through the contact',
    byChance: 'The same number by chance alone',
    capacityLine: 'Capacity',
    seeThese: (customers: number) => `See these ${formatCount(customers)} customers`,
    calculating: 'Calculating the gain',
  },
  assumptions: {
    label: 'Assumptions',
    title: 'What this takes for granted',
    contactCost: 'Cost of a contact',
    saveRate: 'Stay if contacted, %',
    responseLift: 'Respond only because of it, %',
    responseLiftHint: 'Of those who respond; without it no money is told',
    effectLow: 'At the lowest, %',
    effectLowHint: 'Empty: half of it',
    effectHigh: 'At the highest, %',
    effectHighHint: 'Empty: one and a half times it',
    customerValue: 'Value of a customer',
    byPurchases: 'Empty: what each customer’s purchases let expect',
    byColumn: (column: string) => `Empty: each customer’s own ${column}`,
    margin: 'Margin, %',
    horizonMonths: 'Months ahead',
    capacity: 'Contacts you can make',
    asItIs: 'Empty: as it is above',
    contactCostLow: 'Cost of a contact, at least',
    contactCostHigh: 'Cost of a contact, at most',
    marginLow: 'Margin at the lowest, %',
    marginHigh: 'Margin at the highest, %',
    horizonMonthsLow: 'Months ahead, at least',
    horizonMonthsHigh: 'Months ahead, at most',
    currency: 'Currency',
    currencyHint: 'Three letters, such as EUR',
    period: 'The value is for',
    notSaid: 'not said',
    periods: { MONTH: 'a month', YEAR: 'a year', ORDER: 'an order', LIFETIME: 'all paid so far' },
    ends: 'How far these may be off',
  },

  statements: {
    title: ({ gerund }: EventInWords) => `What is linked to ${gerund}`,
    reading: ({ gerund }: EventInWords) =>
      `Each of these holds after correcting for the number tested. They are linked to ${gerund}, but need not cause it.`,
    none: ({ gerund }: EventInWords) => `No attribute is clearly linked to ${gerund}.`,
    fewer: 'Show fewer',
    all: (statements: number) => `Show all ${formatCount(statements)}`,
  },
  importances: {
    title: 'What the model relies on',
    reading: (attribute: string) =>
      `The model relies most on ${attribute}. Each bar shows how much AUC it loses without it; the whisker is one standard deviation over repeated runs.`,
    none: 'The model relies on no single attribute.',
    andMore: (column: string, others: number) => `${column} and ${formatCount(others)} more`,
    attribute: 'Attribute',
    movesWith: 'Moves together with',
    importance: 'Importance',
    deviation: 'Standard deviation',
    direction: 'Direction',
    together: (columns: string) =>
      `${columns} move together and are measured together: what is linked to one is linked to all.`,
  },
  dependence: {
    title: 'One attribute at a time',
    reading: ({ past }: EventInWords, column: string) =>
      `How many of 100 customers ${past}, by ${column}. At the end of each row, how many the model expects if everybody had this value and stayed as they are otherwise: where the two part, other attributes explain the difference.`,
    attribute: 'Attribute',
    share: ({ past }: EventInWords) => `Share that ${past}`,
    expects: 'The model expects',
    note: (ofHundred: string) => `the model expects ${ofHundred}`,
  },
  survival: {
    title: 'How long customers stay',
    group: 'Group',
    stillThere: 'Still there',
    low: 'Low',
    high: 'High',
    compare: 'Compare',
    caption: 'How long each group stays',
    segment: 'Segment',
    left: 'Left',
    half: 'Half have left after',
    moreThan: (value: string, unit: string | null) => `more than ${time(value, unit)}`,
    time,
    next: (value: string, unit: string | null) => `Of the next ${time(value, unit)}, expected to stay`,
    stay: (mean: string, unit: string | null, range: string) => `${time(mean, unit)} (${range})`,
    stayAtLeast: (mean: string, unit: string | null, range: string, horizon: string) =>
      `at least ${time(mean, unit)} (${range}) of ${horizon}`,
    intervals:
      'The shaded ranges are 95 % intervals. It holds if customers of today go the way of those of before.',
    tooFew: 'Too few customers to tell.',
    halfLeft: (group: string, value: string, unit: string | null) =>
      `half of “${group}” have left after ${time(value, unit)}`,
    stillThereAfter: (group: string, ofHundred: number, value: string, unit: string | null) =>
      `of “${group}” ${ofHundred} of 100 are still there after ${time(value, unit)}`,
    one: (group: string) => `${upperFirst(group)}.`,
    two: (soonest: string, longest: string) => `${upperFirst(soonest)}; ${longest}.`,
    mayBeChance: 'The difference may be chance.',
    asCustomer: (unit: string) => `${upperFirst(unit)} as a customer`,
  },

  trust: {
    title: 'Can you trust the model?',
    reading: ({ past }: EventInWords, times: number, off: string) =>
      `All figures come from customers the model had not seen. Given one customer who ${past} and one who did not, it picks the right one ${times} times out of 100. Its probabilities are off by ${off} on average.`,
    threshold: 'Threshold',
    interval: '95 % interval',
    curve: 'Curve',
    auc: 'AUC',
    averagePrecision: 'Average precision',
    calibrationError: 'Calibration error',
    brier: 'Brier score',
    top: 'Top 10 %',
    f1: 'F1',
    guessing: (value: string) => `guessing: ${value}`,
    zeroPerfect: '0 is perfect',
    lowerBetter: 'lower is better',
    inTop: ({ people }: EventInWords) => `${people} in the likeliest 10 %, vs. average`,
    precisionRecall: (precision: string, recall: string) => `precision ${precision}, recall ${recall}`,
  },
  curves: {
    calibration: {
      name: 'Calibration',
      reading: ({ past }: EventInWords) =>
        `Do the predictions come true? On the dashed line, 30 of 100 customers scored at 30 % ${past}. Each dot is a tenth of the customers.`,
      x: ({ gerund }: EventInWords) => `Predicted chance of ${gerund}`,
      y: ({ past }: EventInWords) => `Share that ${past}`,
      reference: 'Perfect',
    },
    gains: {
      name: 'Gains',
      reading: ({ people }: EventInWords) =>
        `The share of ${people} you reach for each share of customers you contact, likeliest first. The dashed line is contacting at random.`,
      x: 'Customers contacted, likeliest first',
      y: ({ people }: EventInWords) => `Reached of ${people}`,
      reference: 'At random',
    },
    roc: {
      name: 'ROC',
      reading: ({ people, others }: EventInWords) =>
        `How many of ${people} are found against how many of ${others} are contacted unnecessarily, at every threshold. The dashed line is guessing.`,
      x: ({ others }: EventInWords) => `Contacted of ${others} (false positive rate)`,
      y: ({ people }: EventInWords) => `Found of ${people}`,
    },
    precision: {
      name: 'Precision and recall',
      reading: ({ people }: EventInWords) =>
        `The share of contacts that reach one of the ${people} against the share of ${people} found, at every threshold. The dashed line is guessing.`,
      x: ({ people }: EventInWords) => `Found of ${people} (recall)`,
      y: 'Contacts that reach one',
    },
    guessing: 'Guessing',
  },
  slices: {
    title: 'Where is it worse?',
    count: 'Count',
    brier: 'Brier score',
    expected: 'Expected',
    observed: 'Observed',
    verdict: 'Verdict',
    by: 'By',
    allowance: (groups: number) =>
      `By predictions for customers that the model had not seen. Intervals and verdicts allow for ${formatCount(groups)} groups that might be looked at: of models that are equally good everywhere, 19 in 20 show nothing in any of them.`,
  },
  learning: {
    title: 'What more customers would bring',
    learnedFrom: 'Customers learned from',
    auc: 'AUC',
    deviation: 'Standard deviation',
    aucOnOthers: 'AUC on others',
    band: 'Learned from growing parts of the customers and judged on others; the band is one standard deviation over five parts.',
  },
  candidates: {
    title: 'Methods compared',
    reading: (methods: number, early: number) => {
      const all = `${plural(methods, 'method')} on customers that they had not seen. Ignore differences smaller than the interval.`;
      return early === 0
        ? all
        : `${all} ${formatCount(early)} could not win any more and went no further: their figures are of fewer customers.`;
    },
    chosen: 'chosen',
    unchanged: 'unchanged',
    method: 'Method',
    rare: 'Rare cases',
    auc: 'AUC, 95 % interval',
    brier: 'Brier',
    why: 'Why the others went no further, and which settings were tried',
  },
  versions: {
    title: 'Versions',
    reading:
      'The champion scores your customers. An earlier champion is one click away. The card has all that is known of one, to print or keep. The ONNX file gives the same scores in other programs; Holdfast elsewhere takes the other file, and judges it there.',
    card: 'Card',
    cardOf: (version: number) => `Card of version ${version}`,
    onnxName: 'ONNX',
    onnx: (version: number) => `Download version ${version} as an ONNX file`,
    file: 'File',
    fileOf: (version: number) => `Download version ${version} as a file for Holdfast elsewhere`,
    show: 'Show',
    showVersion: (version: number) => `Show version ${version}`,
    promote: 'Promote',
    promoteVersion: (version: number) => `Promote version ${version}`,
    rollBack: 'Roll back',
    rollBackTo: (version: number) => `Roll back to version ${version}`,
    why: 'Why another one',
    whyHint: 'Optional; kept with the change that you make below.',
    version: 'Version',
    shown: (version: number) => `${version} (shown)`,
    state: 'State',
    predicts: 'Predicts',
    method: 'Method',
    trained: 'Trained',
    actions: 'Actions',
  },
  bringIn: {
    title: 'Bring a model',
    about:
      'A file that Holdfast wrote, here or elsewhere. The model is judged on your customers, beside what it promised where it was trained. It scores nobody until you promote it.',
    file: 'File',
    sending: 'Sending',
    judge: 'Judge it here',
  },
  train: {
    title: 'Train a model',
    what: 'What should be predicted?',
    byColumn: 'A column says it',
    byRule: 'A rule says it',
    column: 'Column',
    values: 'What each value means',
    level: (value: string, customers: number) => `${value} · ${formatCount(customers)}`,
    yes: 'yes',
    no: 'no',
    meanings: { yes: 'it happened', no: 'it did not', unknown: 'not known' },
    is: 'is',
    operators: { GT: 'more than', GTE: 'at least', LT: 'less than', LTE: 'at most', EQ: 'exactly' },
    value: 'Value',
    notSeen: 'The model will not see the column of the rule.',
    event: 'Then the customer',
    events: { LEFT: 'left', RESPONDED: 'bought or answered', OTHER: 'did something else' },
    choose: 'choose: nothing says it',
    suggested: (event: string) => `${event} (suggested)`,
    asColumn: 'as the column says',
    ownWords: 'In your own words',
    ownWordsHint: 'A verb in the past, such as renewed',
    counts: (yes: number, no: number, rate: string, unknown: number, leavesOut: boolean) => {
      const known = `${formatCount(yes)} yes, ${formatCount(no)} no (${rate})`;
      const rest = unknown > 0 ? `, ${formatCount(unknown)} unknown: scored, not learned from` : '';
      return `{definition}: ${known}${rest}.${leavesOut ? ' Not learned from: {columns}.' : ''}`;
    },
    method: 'Method',
    rare: 'If it is rare',
    blocked: 'Blocked columns',
    blockedWhy:
      'Columns that give the answer away are blocked. Select one only if its value was known before the customer left; the model will then use it.',
    useAnyway: 'Use anyway',
    starting: 'Starting …',
    start: 'Train',
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]/churn', english);
