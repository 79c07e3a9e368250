import type { EventInWords } from '#lib/churn/messages.ts';
import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

/** What of a filter is said above the list. */
interface Found {
  readonly left: boolean | null;
  readonly contacts: number | null;
  readonly narrowed: boolean;
}

const english = {
  title: 'Customers',
  found: (customers: number, { left, contacts, narrowed }: Found, { remaining, past }: EventInWords) =>
    `${plural(customers, 'customer')}${left === false ? ` ${remaining}` : left ? ` who have ${past} already` : ''}${contacts === null ? '' : `, the first ${formatCount(contacts)} to contact`}${narrowed ? ', matching your filters' : ''}.`,
  makeCampaign: 'Make a campaign',
  campaignOf: (day: string) => `Campaign of ${day}`,
  download: (customers: number) => `Download ${plural(customers, 'customer')}`,
  loading: 'Loading the customers',
  nobody: 'No matching customers',
  nobodyWhy: 'Remove a filter to see more customers.',
  clearFilters: 'Clear filters',
  pages: {
    title: 'Pages',
    shown: (from: number, to: number, all: number) =>
      `${formatCount(from)} to ${formatCount(to)} of ${formatCount(all)}`,
    previous: 'Previous',
    first: 'First page',
    next: 'Next',
  },
  /** What the list is, for the name of a file. */
  file: {
    risk: { LOW: 'LOW risk', MEDIUM: 'MEDIUM risk', HIGH: 'HIGH risk' },
    filtered: 'filtered',
    customers: 'customers',
  },
  inCampaign: {
    ALL: 'The members of the campaign {campaign}',
    CONTACTED: 'Those contacted of the campaign {campaign}',
    HOLD_OUT: 'Those left alone of the campaign {campaign}',
    BUSINESS_AS_USUAL: 'Those treated as usual of the campaign {campaign}',
  },
  allCustomers: 'All customers',
  audiences: {
    deleted: (name: string) => `The audience “${name}” was deleted.`,
    undo: 'Undo',
    audience: 'Audience',
    none: 'none',
    delete: 'Delete audience',
    saveAs: 'Save as audience',
    explained:
      'An audience is counted anew whenever you look at it: whoever meets the filters then is in it.',
    name: 'Name of the audience',
    save: 'Save',
  },
  columns: {
    choose: 'Columns',
    title: 'What the list shows',
    beside: 'Beside the ID',
    usual: 'As usual',
  },
  conditions: {
    begin: 'Filter by a column',
    without: (condition: string) => `Without the filter: ${condition}`,
    column: 'Column',
    chooseOne: 'choose one',
    comparison: 'Comparison',
    value: 'Value',
    add: 'Add',
    cancel: 'Cancel',
  },
  filters: {
    id: 'Customer ID',
    segment: 'Segment',
    segmentOf: (k: number) => `Segment, of ${k}`,
    all: 'all',
    risk: 'Risk',
    bands: { LOW: 'low', MEDIUM: 'medium', HIGH: 'high' },
    bandMeans: (band: string, meaning: string) => `${band}: ${meaning}`,
    status: 'Status',
    already: (past: string) => `${past} already`,
    contact: 'Contact',
    mayBeContacted: 'may be contacted',
    mustNot: 'must not be contacted',
    from: ({ gerund }: EventInWords) => `Chance of ${gerund} from, %`,
    to: 'to, %',
    order: 'Order',
    byGain: 'highest gain of a contact first',
    mostLikely: ({ infinitive }: EventInWords) => `most likely to ${infinitive} first`,
    leastLikely: ({ infinitive }: EventInWords) => `least likely to ${infinitive} first`,
    byLoss: 'highest expected loss first',
    byId: 'by ID',
    notOnlyInShape: 'Not only those in the shape on the map',
  },
  taking: {
    title: 'Download the list',
    forWhat: 'For what',
    csv: 'a table (CSV)',
    comma: 'a spreadsheet with decimal commas (CSV with semicolons)',
    parquet: 'a data tool (Parquet)',
    mail: 'an e-mail tool: ID and address alone',
    address: 'Address',
    consent: 'Consent',
    consentHint: 'Those alone who said yes there, have an address and may be contacted.',
    noConsent: 'no column says so',
    chooseColumns: 'Choose columns',
    columns: 'Columns beside the ID',
    counting: 'Counting …',
    nobody: 'Nobody is on that list.',
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]/customers', english);
