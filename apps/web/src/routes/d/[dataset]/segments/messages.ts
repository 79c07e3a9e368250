import type { EventInWords } from '#lib/churn/messages.ts';
import { formatCount } from '#lib/format/number.ts';
import { byCount, plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

/** A name as it stands inside a sentence: capitals such as "ID" stay. */
const inside = (name: string) =>
  /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

const english = {
  title: 'Segments',
  busy: 'In progress',
  busyAgain: 'The figures below stay until the new ones are ready.',
  busyFirst: 'The segments appear here when they are ready.',
  loading: 'Loading the segments',
  loadingPicture: 'Loading the picture',
  parts: 'Parts of this screen',
  views: {
    map: 'Map',
    profiles: 'Profiles',
    distributions: 'Distributions',
    two: 'Compare',
    flow: 'Flow',
    trust: 'Can you trust them?',
  },
  segment: 'Segment',
  customers: 'Customers',
  customer: 'Customer',
  attribute: 'Attribute',
  allCustomers: 'All customers',
  find: {
    again: 'Find new segments',
    none: 'No segments yet',
    how: 'Holdfast tries every number of segments from 2 to 10 and recommends the one whose segments stay most stable when the analysis is repeated.',
    title: 'Find segments',
    which:
      'Which columns should customers be grouped by? Behaviour usually gives clearer groups than demographics.',
    columns: 'Columns',
    starting: 'Starting …',
    start: (columns: number) => `Group by ${columns} columns`,
    weights: 'Let some count more than others',
    times: {
      half: 'half',
      once: 'once',
      twice: 'twice',
      more: (times: string) => `${times} times`,
    },
    counts: (times: string) => `counts ${times}`,
  },
  number: {
    label: 'Number of segments',
    segments: 'Segments',
    recommended: (segments: number) => `${segments} recommended.`,
    why: 'Why, and how good each number is',
    looking: (seen: number, used: number | null) =>
      `You are looking at ${seen} segments. Customers, lists and strategies use ${used}.`,
    use: (segments: number) => `Use these ${segments} everywhere`,
    used: (segments: number | null) => `Lists and strategies use ${segments} segments now.`,
    back: (segments: number) => `Back to ${segments}`,
  },
  strip: {
    may: (chance: string, { infinitive }: EventInWords) => `${chance} may ${infinitive}`,
  },
  panel: {
    label: 'The chosen segment',
    close: (segment: string) => `Close ${segment}`,
    meanValue: 'Mean value',
    expected: ({ infinitive }: EventInWords) => `Expected to ${infinitive}`,
    atRisk: 'At risk',
    toDo: 'What to do',
    apartLabel: 'What sets it apart',
    apart: 'What sets them apart',
    notApart: 'Nothing sets them clearly apart from the average.',
    list: 'List customers',
    listAll: (customers: number) => `List ${plural(customers, 'customer')}`,
    listRemaining: (customers: number, { remaining }: EventInWords) =>
      `List ${plural(customers, 'customer')} ${remaining}`,
  },
  apart: {
    moreOften: (name: string, share: string, all: string) =>
      `More often ${inside(name)}: ${share} (all: ${all})`,
    lessOften: (name: string, share: string, all: string) =>
      `Less often ${inside(name)}: ${share} (all: ${all})`,
    higher: (name: string, mean: string, all: string) => `Higher ${inside(name)}: ${mean} (all: ${all})`,
    lower: (name: string, mean: string, all: string) => `Lower ${inside(name)}: ${mean} (all: ${all})`,
    value: (name: string, value: string, share: string) => `${name} is ${value} for ${share}`,
  },
  name: {
    name: 'Name',
    hint: (automatic: string) => `It stays with these customers. Empty: “${automatic}” again.`,
    cancel: 'Cancel',
    save: 'Save',
    rename: (segment: string) => `Rename ${segment}`,
  },
  note: {
    note: 'Note',
    hint: 'It stays with these customers, as their name does. Empty: no note.',
    write: 'Write a note',
    change: 'Change the note',
  },
  plan: {
    loading: 'Loading what to do',
    none: 'There is no advice for this segment yet.',
    next: '{campaign} or change {assumptions}.',
    campaign: 'Make a campaign of it',
    assumptions: 'what is taken for granted',
  },
  rule: {
    label: 'The rule',
    title: 'How to find them elsewhere',
    good: 'This rule stands for the segment.',
    near: 'This rule is near the segment; no nearer short one was found.',
    poor: 'No short rule tells this segment well; use the segment itself where you can.',
    catches: 'It catches {recall} of them, and {precision} of those caught are theirs.',
    theirs: (customers: number) => `${formatCount(customers)} theirs`,
    keeps: (customers: number, theirs: number) =>
      `keeps ${formatCount(customers)}, ${formatCount(theirs)} theirs`,
    drops: (customers: number, theirs: number) =>
      `drops ${formatCount(customers)}, ${formatCount(theirs)} theirs`,
    audience: (segment: string) => `${segment}, by rule`,
    see: (audience: string, customers: number) => `See “${audience}”, ${plural(customers, 'customer')}`,
    save: 'Make an audience of this rule',
    none: 'There is no rule for it yet. Find new segments to get one.',
    loading: 'Loading the rule',
  },
  map: {
    title: 'Customer map',
    label: (customers: number, segments: number) =>
      `Scatter of ${customers} customers in ${segments} segments`,
    sample: (shown: number, all: number) =>
      `A sample of ${formatCount(shown)} of ${formatCount(all)} customers: the closer together, the more alike.`,
    whole: (all: number) => `${formatCount(all)} customers: the closer together, the more alike.`,
    reading: (explained: string) =>
      `The two axes show ${explained} of all differences. Click a customer to open them; draw around some to list them.`,
    closer: 'Move and zoom',
    closerWith: (customers: number) => `Move and zoom, with ${formatCount(customers)} customers`,
    loading: 'Loading the map',
    chance: (chance: string, { gerund }: EventInWords) => `${chance} chance of ${gerund}`,
    open: (customer: string) => `Open ${customer}`,
  },
  area: {
    inside: (customers: number) =>
      `${plural(customers, 'customer')} ${byCount(customers, { one: 'lies', other: 'lie' })} in the shape.`,
    insidePlaced: (customers: number) =>
      `${plural(customers, 'customer')} ${byCount(customers, { one: 'lies', other: 'lie' })} in the shape, of those that the map has a place for.`,
    list: 'List them',
    clear: 'Clear the shape',
    byRanges: 'Choose customers by ranges of the axes',
    from: 'From',
    to: 'To',
    choose: 'Choose them',
  },
  profiles: {
    title: 'Profiles',
    reading:
      'The mean of each attribute in each segment, or its share of “yes”. ▲ and teal: above the average of all customers; ▼ and amber: below; the stronger the shade, the further away.',
    strongest: (attribute: string) => `${attribute} differs most between the segments.`,
    caption: 'Profiles of the segments',
    showAll: (attributes: number) => `Show all ${attributes}`,
    showFewer: 'Show fewer',
  },
  distributions: {
    title: 'Distributions',
    how: 'How one attribute is distributed in each segment.',
    reading: (attribute: string, high: string, highMean: string, low: string, lowMean: string) =>
      `${attribute} is highest in “${high}” (mean ${highMean}) and lowest in “${low}” (${lowMean}).`,
    from: 'From',
    to: 'To',
    heights: 'Heights',
    share: 'share of each segment',
    count: 'customers',
    loading: 'Loading the distributions',
  },
  two: {
    title: 'Compare two segments',
    pending: (a: string, b: string) => `What “${a}” and “${b}” differ most in is on its way.`,
    most: (a: string, b: string, attribute: string, ofA: string, ofB: string) =>
      `“${a}” and “${b}” differ most in ${attribute.toLowerCase()}: ${ofA} against ${ofB}.`,
    mostValue: (a: string, b: string, attribute: string, value: string, ofA: string, ofB: string) =>
      `“${a}” and “${b}” differ most in ${attribute.toLowerCase()} “${value}”: ${ofA} against ${ofB}.`,
    nothing: 'These two do not differ in any attribute.',
    difference: 'Standardised difference',
    differenceOf: (difference: string) => `Standardised difference ${difference}`,
    against: 'against',
    legend:
      'A bar points to the segment with more of it; its length is the difference in {deviations}, for shares Cohen’s h.',
    deviations: 'standard deviations',
    more: (attributes: number) => `${attributes} more`,
  },
  flow: {
    notYet: 'not there yet',
    inNone: 'in none',
    inUse: 'Told of the segments in use',
    inUseWhy: (used: number, seen: number) =>
      `Who went where is followed for the ${plural(used, 'segment')} that everybody uses, not for the ${seen} that you are looking at.`,
    lookAtUsed: 'Look at those in use',
    title: 'Since the segments before',
    reading: (share: string, customers: number, moment: string) =>
      `${share} of the ${formatCount(customers)} customers who were in a segment of ${moment} are in the same one.`,
    label: (before: number, now: number) => `${before} segments before, ${now} now`,
    before: 'Before',
    now: 'Now',
    events: 'What became of the segments',
    loading: 'Loading who went where',
    none: 'Nothing to compare with yet',
    noneWhy:
      'These are the first segments. Who goes from where to where is shown here as soon as segments are found again, by “Find new segments” or after the next import.',
  },
  which: {
    title: 'Why this number',
    caption: 'Every number of segments, and what decides',
    segments: 'Segments',
    comesBack: 'Comes back',
    worst: (stability: string, worst: string) => `${stability}, worst ${worst}`,
    smallest: 'Smallest',
    separation: 'Separation',
    explains: 'Explains',
    beyondChance: 'Beyond chance',
    whoLeft: 'Who left',
    worth: 'Worth',
    verdict: 'Verdict',
    recommended: 'Recommended.',
    closest: 'Recommended; comes closest.',
    saysLess: (share: string) => `Says ${share} of what the best does.`,
    saysAsMuch: 'Says as much, with more segments.',
    price: 'A further segment, one more to know and to act on, has to add a hundredth of that.',
    hardlyMore: 'Says hardly more, with more segments.',
    how: (left: boolean, worth: boolean) =>
      `A number of segments must {stability} when the analysis is repeated, and have no tiny segment. Among those that do, {silhouette} and what the segments explain of the differences between customers${left ? ', of who left' : ''}${worth ? ', of what they are worth' : ''} are weighed alike, each against the best.`,
    comeBackInside: 'come back',
    separationInside: 'separation',
  },
  quality: {
    title: 'How many segments?',
    reading: (segments: number, silhouette: string, stability: string) =>
      `With ${segments} segments, separation (silhouette) is ${silhouette} and stability ${stability}, where 1 means the same segments each time the analysis is repeated.`,
    higher: 'Higher is better for both lines.',
    segments: 'Segments',
    silhouette: 'Silhouette',
    stability: 'Stability',
    daviesBouldin: 'Davies-Bouldin',
    calinskiHarabasz: 'Calinski-Harabasz',
    inertia: 'Inertia',
    smallest: 'Smallest share',
    separation: 'Separation (silhouette)',
    quality: 'Quality',
    recommended: 'recommended',
  },
  foundBy: {
    title: 'What they were found by',
    columns: (count: number, names: string) => `${plural(count, 'column')}: ${names}.`,
    counts: (column: string, times: string) => `${column} counts ${times}`,
    weighed: (all: string) => `${all}.`,
    saysNothingNew: (column: string, parts: string) =>
      `${column} says only what ${parts} say together, and counts not at all.`,
    anyTwo: (columns: string) => `Any two of ${columns} give the third, so each counts two thirds.`,
    together: (columns: string) => `${columns} say nearly the same and count as one.`,
    alike: (others: boolean) =>
      `${others ? 'All others' : 'All'} count alike: two customers of different categories are as far apart as two customers are in a number on average, however many levels a category has.`,
  },
  outliers: {
    title: 'Outliers',
    reading: (values: number) =>
      `${plural(values, 'value lies', 'values lie')} far apart from all others, by mistake or not. Each counts as the last ordinary value, so that it has no segment to itself, and its customer is placed with the nearest segment.`,
    caption: 'Customers who lie apart from all others',
    value: 'Value',
    why: 'Why',
    placed: 'Placed with',
  },
  byRule: {
    title: 'Segments by rule',
    what: 'Instead of groups that are found: customers cut into thirds by how recently, how often and for how much they bought. Anybody can check such a rule, and it stays the same next month.',
    show: 'Show them',
    noColumn: 'No column tells how recently, how often or for how much customers bought.',
    instead: (title: string) => `Instead: ${title}`,
    readingInstead:
      'There are no clear groups here. These are no discovery either, but rules that anyone can check: customers are cut into thirds.',
    reading: 'Rules that need no groups in the data: customers are cut into thirds.',
    ungrouped: (customers: number) =>
      `${plural(customers, 'customer is', 'customers are')} in none, for want of a value`,
    saved: (audiences: number) =>
      `${plural(audiences, 'audience')} ${byCount(audiences, { one: 'is', other: 'are' })} there: each is counted anew whenever you look at it.`,
    save: (segments: number) => `Make audiences of these ${segments}`,
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]/segments', english);
