import type { EventInWords } from '#lib/churn/messages.ts';
import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  title: (id: string) => `Customer ${id}`,
  loading: 'Loading the customer',
  notScored: 'This customer has no score yet, because no model is in use.',
  setUp: 'Set up churn',
  notFound: 'Customer not found',
  notFoundWhy: 'The ID may be written differently in the file, or the customer may have been erased.',
  allCustomers: 'All customers',
  showFewer: 'Show fewer',
  bands: { LOW: 'low', MEDIUM: 'medium', HIGH: 'high' },
  /** The arms of a campaign, as what it means for a customer. */
  arms: {
    CONTACTED: 'to be contacted',
    HOLD_OUT: 'left alone, so do not contact',
    BUSINESS_AS_USUAL: 'treated as usual',
  },
  input: {
    median: (median: string) => `Median: ${median}`,
    yes: 'Yes',
    no: 'No',
    missing: '(missing)',
  },
  attributes: {
    title: 'Attributes',
    reading: 'As imported. A dash means that the value is missing.',
  },
  campaigns: {
    title: 'Campaigns and outcome',
    apart: (since: string) => `Held out of every campaign since ${since}: do not contact.`,
    counts: (people: string, when: string) => `Counts among ${people}, as observed on ${when}.`,
  },
  feedback: {
    title: 'What the team says',
    add: 'Add a remark',
    free: 'Nothing here forbids a contact.',
    forbidden: 'Not to be contacted: in no call list and no new campaign.',
    kinds: {
      DO_NOT_CONTACT: 'Do not contact',
      LEFT_ALREADY: 'Has left already',
      WRONG_REASON: 'The reasons are wrong',
      NOTE: 'Note',
    },
    until: (kind: string, day: string) => `${kind} until ${day}`,
    withdraw: 'Withdraw',
    withdrawNamed: (kind: string) => `Withdraw “${kind}”`,
    about: (id: string) => `About customer ${id}`,
    what: 'What',
    lastDay: 'Last day',
    lastDayHint: 'Left empty: until somebody withdraws it.',
    why: 'Why, if there is more to say',
  },
  history: {
    title: 'History',
    reading: 'What happened, the newest first.',
    showMore: (more: number) => `Show ${formatCount(more)} more`,
    marks: {
      segment: 'Segment',
      score: 'Score',
      campaign: 'Campaign',
      outcome: 'Outcome',
      remark: 'Remark',
      data: 'Data',
    },
    remark: (kind: string, note: string) => `${kind}: ${note}`,
    placed: (segment: string) => `Placed in “${segment}”`,
    moved: (segment: string) => `Moved to “${segment}”`,
    from: (segment: string) => `from “${segment}”`,
    chance: (gerund: string, chance: string) => `Chance of ${gerund} ${chance}`,
    chanceChanged: (gerund: string, chance: string, before: string) =>
      `Chance of ${gerund} ${chance}, ${before} before`,
    scoredBy: (band: string, version: number) => `${band} · model version ${version}`,
    inCampaign: (campaign: string) => `In the campaign “${campaign}”`,
    apart: 'Held out of every campaign from now on',
    counted: (people: string) => `Counted among ${people}`,
    brought: (amount: string) => `brought ${amount}`,
    imported: (file: string) => `“${file}” was imported`,
    file: (number: number) => `file ${number} of this dataset`,
  },
  neighbours: {
    title: 'The list that you came from',
    previous: 'Previous',
    previousCustomer: 'Previous customer',
    next: 'Next',
    nextCustomer: 'Next customer',
    place: (number: number, all: number) => `${formatCount(number)} of ${formatCount(all)} in the list`,
    back: 'Back to the list',
  },
  score: {
    title: (gerund: string) => `Chance of ${gerund}`,
    dots: (filled: number) => `${filled} of 100 dots are filled`,
    already: ({ past }: EventInWords) =>
      `This customer has ${past} already ({definition}): the score says how much they look like others who ${past}, and counts in no forecast.`,
    of100: ({ past }: EventInWords) => `Of 100 customers like this one, {count} ${past}.`,
    peers: (customers: number) =>
      `Counted among ${formatCount(customers)} with a similar score that the model had not seen.`,
    stayOfAll: (customers: number) =>
      `Counted among ${formatCount(customers)} customers by how long they have been customers and nothing else, where the chance takes every attribute into account. The range is a 95 % interval.`,
    stayOf: (customers: number, segment: string) =>
      `Counted among ${formatCount(customers)} of “${segment}” by how long they have been customers and nothing else, where the chance takes every attribute into account. The range is a 95 % interval.`,
    against: (times: string, average: string) => `${times} times the average of ${average}`,
    loss: (amount: string) => `expected loss ${amount}`,
    scoredBy: (version: number) => `model version ${version}, {when}`,
  },
  segment: {
    title: 'Segment',
    typical: 'A typical customer of this segment.',
    between: (other: string) => `Nearly as much one of “${other}”.`,
    nearest: (other: string) => `The segment most like it after this one is “${other}”.`,
    typicality: (typicality: string) =>
      `Typicality ${typicality}: 1 at the centre of the segment, 0 as near to the next one`,
    quoted: (segment: string) => `“${segment}”`,
    earlier: (since: string, segments: string) => `Since ${since}; before in ${segments}.`,
    expected: (share: string, { remaining, infinitive }: EventInWords) =>
      `${share} of this segment who are ${remaining} are expected to ${infinitive}.`,
  },
  value: {
    title: 'Value over the next 365 days',
    range: 'The range is about customers like this one; one customer may differ more.',
    how: 'How it is told',
  },
  levers: {
    title: 'What could change it',
    reading:
      'Other values of what the business can change, each with the chance that the model expects with it. An association: it does not say what a change would bring.',
    none: 'Of what the business can change, no other value goes clearly with a better chance for a customer like this.',
    caption: 'What could change the score',
    lever: 'Lever',
    now: 'Now',
    instead: 'Instead',
    difference: 'Difference',
    points: (points: string) => `${points} points`,
    of100: ({ past }: EventInWords) => `Of 100 ${past}: now, instead`,
    customers: 'Customers who have it so',
    together: (customers: number, value: string) => `${formatCount(customers)} with ${value}`,
    noLever: 'No column is a lever.',
    chosen: (levers: string) => `Levers: ${levers}.`,
    guessed: (levers: string) => `Levers: ${levers} (guessed by name).`,
    choose: 'Choose levers',
    dialog: 'What the business can change',
    explained:
      'Terms, prices and services; not who somebody is or how long they have been a customer. For everybody who looks at this dataset.',
    legend: 'Levers',
    save: 'Save',
    guess: 'Guess by name',
  },
  whatIf: {
    title: 'What if',
    reading: ({ gerund }: EventInWords) =>
      `Change an attribute to see how the score would change; what is computed from it moves along. This shows what is linked to ${gerund}, not what a change would cause. Nothing is saved.`,
    noChange: 'No change.',
    up: (points: string, before: string) => `Up ${points} points from ${before}.`,
    down: (points: string, before: string) => `Down ${points} points from ${before}.`,
    segment: 'The segment would be {segment}.',
    calculating: 'Calculating …',
    current: 'The current score.',
    reset: 'Reset',
    showAll: (attributes: number) => `Show all ${plural(attributes, 'attribute')}`,
  },
  drives: {
    title: 'What drives the score',
    goesWith: (gerund: string, reasons: string) => `Goes with ${gerund}: ${reasons}.`,
    against: (reasons: string) => `Against it: ${reasons}.`,
    nothing: 'Nothing that can be told sets this customer apart from the average.',
    attribute: 'Attribute',
    value: 'Value',
    contribution: 'Contribution',
    inWords: 'In words',
    average: '(average customer)',
    numbers: 'The numbers are {term}, which add up.',
    logOdds: 'log-odds',
  },
  todo: {
    title: 'What to do',
    reading: (segment: string) => `What is suggested for “${segment}”, the most promising first.`,
    by: (title: string, channel: string) => `${title}, by ${channel.toLowerCase()}`,
    plan: 'What it brings, and to whom else',
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]/customers/[customer]', english);
