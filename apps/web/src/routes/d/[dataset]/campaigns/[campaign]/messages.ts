import type { EventInWords } from '#lib/churn/messages.ts';
import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

/** What the money that a campaign brings adds up from, written already. */
interface Sum {
  readonly saved: string;
  readonly worth: string;
  readonly contacted: string;
  readonly cost: string;
}

const english = {
  title: 'Campaign',
  loading: 'Loading the campaign',
  notFound: 'Campaign not found',
  notFoundWhy: 'It may have been deleted.',
  all: 'All campaigns',
  outcomesFile: 'Outcomes from a file',
  delete: 'Delete',
  deletion: {
    title: 'Delete the campaign',
    explained:
      'Customers and their outcomes stay. Who was contacted and who was left alone is lost, and with it the effect.',
  },
  nothingYet: 'Nothing can be said before outcomes of both arms are known.',
  earlier: (outcomes: number) =>
    `${plural(outcomes, 'outcome')} from before it was made say nothing about it.`,
  erased: (members: number) => `${plural(members, 'member')} were erased since.`,
  made: (when: string) => `Made ${when}.`,
  comeIn: {
    title: 'How outcomes come in',
    how: (most: number) =>
      `Contact those of the first list and leave those of the second alone. Then tell what became of both, of those who stayed as well, by a file, or by {mutation}, up to ${formatCount(most)} outcomes in a call.`,
  },
  arms: {
    contacted: 'Contacted',
    leftAlone: 'Left alone',
    asUsual: 'Treated as usual',
    customers: (customers: number) => byCount(customers, { one: 'customer', other: 'customers' }),
    rate: (rate: string, { past }: EventInWords, left: number, known: number) =>
      `${rate} ${past}: ${formatCount(left)} of ${formatCount(known)} whose outcome is known`,
    brought: (amount: string) => `They brought ${amount} each.`,
    none: 'No outcome is known yet.',
    see: 'See them',
    csv: 'CSV',
    parquet: 'Parquet',
    beside: 'Beside business as usual',
  },
  assumed: {
    title: 'What was assumed',
    reading: 'As it was when the list was made. Later changes of the assumptions do not touch it.',
    idle: 'Where nothing is done',
    rate: (rate: string, infinitive: string) => `${rate} ${infinitive}`,
    rateBy: (rate: string, infinitive: string, version: number) =>
      `${rate} ${infinitive}, by version ${version}`,
    worth: 'One customer brings',
    cost: 'One contact costs',
    notKnown: 'not known',
    notSaid: 'nobody had said',
    play: (saveRate: string, cost: string) => `turns ${saveRate}; costs ${cost} a contact`,
  },
  effect: {
    title: 'Effect',
    readingMore: ({ past }: EventInWords) =>
      `How many points more ${past} of those contacted than of those left alone, with 95 % intervals.`,
    readingFewer: ({ past }: EventInWords) =>
      `How many points fewer ${past} of those contacted than of those left alone, with 95 % intervals.`,
    more: ({ past }: EventInWords) => `more ${past}`,
    fewer: ({ past }: EventInWords) => `fewer ${past}`,
    adjusted: 'Allowing for their scores',
    narrower: (share: string) => `the interval is ${share} narrower`,
    difference: 'Difference of the rates',
    chart: 'The effect with its interval',
    won: 'Won',
    saved: 'Saved',
    customers: (written: string, customers: number) =>
      `${written} ${byCount(Math.abs(customers), { one: 'customer', other: 'customers' })}`,
    afterCost: 'After cost',
    sum: ({ saved, worth, contacted, cost }: Sum) =>
      `${saved} × ${worth} a customer − ${contacted} × ${cost} a contact.`,
    inCurrency: (amount: string, currency: string) => `${currency} ${amount}`,
    noMoney: 'Money is told where the cost of a contact and the value of customers are known.',
  },
  forWhom: {
    title: 'For whom',
    tooFew: 'too few outcomes',
    known: (contacted: number, leftAlone: number) =>
      `${formatCount(contacted)} contacted, ${formatCount(leftAlone)} left alone`,
    byRiskBand: 'The effect by risk band',
    bySegment: 'The effect by segment',
    wider:
      'The intervals are wider than that of the effect: they hold for all groups of a kind together. Marked are those of which an effect is sure.',
  },
  intervals: {
    one: (name: string, points: string, range: string) => `${name}: ${points} points, ${range}`,
    points: 'points',
  },
  uplift: {
    title: 'For which customers',
    byItself: 'A model of the effect on each customer is learned by itself as outcomes come in.',
    more: ({ past }: EventInWords) => `More who ${past}, in 100`,
    fewer: ({ past }: EventInWords) => `Fewer who ${past}, in 100`,
    share: 'Share contacted',
    from: 'From',
    to: 'To',
    chart: (sentence: string) =>
      `What contacting the first so many brings, in the order of the expected effect: ${sentence}`,
    byEffect: 'By expected effect',
    byChance: 'By chance',
    contactedFirst: 'Contacted first, in 100',
    members: (members: number) =>
      `${formatCount(members)} members, each placed by a model that knew nothing of their outcome, with 95 % intervals.`,
    measured: (members: number, when: string) =>
      `${formatCount(members)} members, each placed by a model that knew nothing of their outcome, with 95 % intervals; measured ${when}.`,
    area: (points: string, range: string) => `The area over the dashed line is ${points} points (${range}).`,
    next: 'Make the next list by expected gain',
    after: (campaign: string) => `After ${campaign}`,
  },
  file: {
    explained:
      'A customer a row: a column with the id, and one that says what happened, of those who stayed as well. Of several outcomes of a customer the one that was found out last counts.',
    file: 'File',
    sending: 'Sending the file',
    reading: 'Reading the file',
    recorded: (outcomes: number) => `${plural(outcomes, 'outcome')} recorded.`,
    record: (outcomes: number) => `Record ${plural(outcomes, 'outcome')}`,
    ids: 'Ids',
    choose: 'choose',
    happened: 'What happened',
    means: ({ past }: EventInWords) => `Means: ${past}`,
    foundOut: 'Found out',
    now: 'now',
    matched: (rows: number, left: number, { past }: EventInWords) =>
      `${plural(rows, 'row')} of customers, ${formatCount(left)} of whom ${past}.`,
    unknown: (rows: number, ids: string) => `${plural(rows, 'row')} of nobody in the dataset: ${ids}.`,
    rejected: (lines: number) => `${plural(lines, 'line')} without an outcome:`,
    line: (line: number) => `line ${line}: {why}`,
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]/campaigns/[campaign]', english);
