import type { EventInWords } from '#lib/churn/messages.ts';
import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  loading: 'Loading the dataset',
  notFound: 'Dataset not found',
  notFoundWhy: 'It may have been deleted, or the link may be incomplete.',
  toNewest: 'Go to the newest dataset',
  importing: {
    another: 'Import another file',
    title: 'Importing the file',
    reading: 'This page updates when the import is done.',
    waiting: 'Waiting to start.',
  },
  about: ({ infinitive }: EventInWords) =>
    `Who your customers are, which of them are likely to ${infinitive}, and whom to contact first.`,
  loadNext: "Load next month's file",
  loadingLead: 'Loading what is coming',
  loadingFigures: 'Loading the key figures',
  loadingSegments: 'Loading the segments',
  loadingCustomers: 'Loading the customers to call',
  lead: {
    outlook: (expected: number, customers: number, { remaining, infinitive }: EventInWords) =>
      `${formatCount(expected)} of ${plural(customers, 'customer')} ${remaining} ${byCount(expected, { one: 'is', other: 'are' })} expected to ${infinitive}.`,
    outlookWithLoss: (
      expected: number,
      customers: number,
      { remaining, infinitive }: EventInWords,
      loss: string,
    ) =>
      `${formatCount(expected)} of ${plural(customers, 'customer')} ${remaining} ${byCount(expected, { one: 'is', other: 'are' })} expected to ${infinitive}, and ${loss} of value with them.`,
    contactFirst: (customers: number) => `Contact ${plural(customers, 'customer')} first.`,
    noContact: 'No contact is expected to bring more than it costs.',
    contactReachable: (customers: number, gain: string) =>
      `Contacting the ${plural(customers, 'customer')} whom you can reach and for whom it brings most is expected to bring ${gain}.`,
    contactPaying: (customers: number, gain: string) =>
      `Contacting the ${plural(customers, 'customer')} for whom it pays is expected to bring ${gain}.`,
    seeWhom: 'See whom',
  },
  figures: {
    customers: (count: number) => byCount(count, { one: 'customer', other: 'customers' }),
    already: (left: number, { havePast }: EventInWords) => `${formatCount(left)} ${havePast} already`,
    segments: (count: number) => `in ${plural(count, 'segment')}`,
    notSegmented: 'not segmented yet',
    expected: ({ infinitive }: EventInWords) => `expected to ${infinitive}`,
    rate: (rate: string, customers: number, { remaining }: EventInWords, range: string) =>
      `${rate} of ${formatCount(customers)} ${remaining} (${range})`,
    atHighRisk: 'at high risk',
    mostLikely: ({ infinitive }: EventInWords) => `most likely to ${infinitive}`,
    aboveThreshold: 'at or above the threshold of the model',
    valueAtRisk: 'value at risk',
    valueTimesChance: 'value × chance',
    setCurrency: 'Set the currency',
  },
  lastFile: {
    file: 'Last file: {name}, {when}.',
    unchanged: (why: string) => `Nothing was changed: ${why}`,
    rejected: (rows: number) => `${plural(rows, 'row')} rejected: {link}.`,
    which: 'see which and why',
  },
  changed: {
    since: (moment: string, what: string) => `Since the check of ${moment}: ${what}`,
    checked: '{link}, checked {when}.',
    what: 'What has changed',
    more: (customers: number) => `${plural(customers, 'customer')} more`,
    fewer: (customers: number) => `${plural(customers, 'customer')} fewer`,
    nothingBefore: 'nothing had moved before',
    others: (columns: number) => `${formatCount(columns)} more`,
    moved: (columns: string, count: number) =>
      `${columns} ${byCount(count, { one: 'has moved', other: 'have moved' })}`,
    back: (columns: string, count: number) =>
      `${columns} ${byCount(count, { one: 'is as it was again', other: 'are as they were again' })}`,
  },
  next: {
    busy: 'In progress',
    busyReading: 'Results appear here as soon as they are ready.',
    who: 'Who are they?',
    whoHow:
      'Group your customers into segments. It takes seconds: Holdfast tries every number of segments from 2 to 10.',
    findSegments: 'Find segments',
    whoLeaves: 'Who is likely to leave?',
    whoLeavesHow: 'Choose the column or the rule that says who has left. A model then scores every customer.',
    setUp: 'Set up churn',
  },
  segments: {
    title: 'Who they are',
    largest: (name: string, share: string) =>
      `The largest segment is “${name}” with ${share} of the customers.`,
    largestRiskiest: (name: string, share: string, { infinitive }: EventInWords, chance: string) =>
      `The largest segment is “${name}” with ${share} of the customers; it is also the one most likely to ${infinitive} (${chance}).`,
    riskiest: (name: string, share: string, { infinitive }: EventInWords, riskiest: string, chance: string) =>
      `The largest segment is “${name}” with ${share} of the customers; the one most likely to ${infinitive} is “${riskiest}” (${chance}).`,
    segment: 'Segment',
    customers: 'Customers',
    share: 'Share',
    have: ({ havePast }: EventInWords) => havePast.charAt(0).toUpperCase() + havePast.slice(1),
    meanChance: ({ gerund }: EventInWords) => `Mean chance of ${gerund}`,
    expectedTo: ({ infinitive }: EventInWords) => `Expected to ${infinitive}`,
    expected: (chance: string, { infinitive }: EventInWords) => `${chance} expected to ${infinitive}`,
  },
  call: {
    call: 'Call these first',
    contact: 'Contact these first',
    byGain: (customers: number, { gerund, past }: EventInWords) =>
      `The ${plural(customers, 'customer')} for whom a contact is expected to bring most, by their chance of ${gerund} and what they are worth. Those who have ${past} already, or must not be contacted, are not listed.`,
    byChance: (customers: number, { infinitive, past }: EventInWords) =>
      `The ${plural(customers, 'customer')} most likely to ${infinitive}. Those who have ${past} already, or must not be contacted, are not listed.`,
    seeAll: 'See all',
    caption: 'Customers to call first',
  },
  known: {
    title: ({ gerund }: EventInWords) => `What is linked to ${gerund}`,
    trust: ({ past }: EventInWords, times: number, auc: string, range: string) =>
      `Given one customer who ${past} and one who did not, the model picks the right one ${times} times out of 100 (AUC ${auc}, 95 % interval ${range}).`,
    seeModel: 'See the model',
    nothing: ({ gerund }: EventInWords) => `No single attribute is clearly linked to ${gerund}.`,
  },
  imports: {
    title: 'Imports',
    all: (files: number) => `${plural(files, 'file')} loaded into this dataset.`,
    newestFirst: (files: number) => `${plural(files, 'file')} loaded into this dataset, the newest first.`,
    some: (files: number, shown: number) =>
      `${plural(files, 'file')} loaded into this dataset; the newest ${formatCount(shown)} are listed.`,
    modes: { NEW: 'new dataset', APPEND: 'added and updated', REPLACE: 'replaced all' },
    states: {
      PENDING: 'pending',
      RUNNING: 'running',
      COMPLETED: 'completed',
      FAILED: 'failed',
      CANCELLED: 'cancelled',
    },
    you: 'you',
    aKey: 'an API key',
    show: (rows: number, file: string) => `Show the ${plural(rows, 'rejected row')} of ${file}`,
    file: 'File',
    when: 'When',
    by: 'By',
    how: 'How',
    added: 'Added',
    updated: 'Updated',
    removed: 'Removed',
    rejected: 'Rejected rows',
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]', english);
