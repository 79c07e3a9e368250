import { formatCount } from '#lib/format/number.ts';
import { plural } from '#lib/format/plural.ts';
import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  title: 'Campaigns',
  about: 'Who was contacted, who was left alone, and what came of it.',
  loading: 'Loading the campaigns',
  none: 'No campaign yet',
  noneHow:
    'Make one from a play, or from a list of customers. A part of it is left alone, so that the effect can be measured.',
  seePlays: 'See the plays',
  chooseCustomers: 'Choose customers',
  arms: (contacted: number, leftAlone: number) =>
    `${formatCount(contacted)} contacted, ${formatCount(leftAlone)} left alone`,
  saved: (customers: string, range: string) => `Customers saved: ${customers} (${range})`,
  won: (customers: string, range: string) => `Customers won: ${customers} (${range})`,
  afterCost: (gain: string, range: string) => `after the cost: ${gain} (${range})`,
  pages: {
    title: 'Pages',
    campaigns: (campaigns: number) => plural(campaigns, 'campaign'),
    first: 'First page',
    next: 'Next',
  },
  /** The part of all customers that no campaign contacts. */
  holdOut: {
    title: 'Held out of every campaign',
    none: 'Nobody is: what all campaigns together do cannot be told.',
    running: (customers: number, share: string, since: string) =>
      `${plural(customers, 'customer')}, ${share} drawn at random, since ${since}.`,
    ended: (customers: number, share: string, since: string, until: string) =>
      `${plural(customers, 'customer')}, ${share} drawn at random, since ${since} until ${until}.`,
    end: 'End',
    begin: 'Hold a part out',
    beginTitle: 'Hold a part out of every campaign',
    explained:
      'They are drawn at random and stay in it, whoever comes later included. No campaign that is made from now on contacts them, so that what becomes of them shows what all campaigns together do.',
    share: 'Share of all customers',
    draw: (share: string) => `Hold ${share} out`,
    endTitle: 'End the part that is held out',
    endExplained:
      'Campaigns contact them again. What came of them until now is kept; the next part is drawn anew.',
    endIt: 'End it',
  },
};

export type English = typeof english;
export const say = dictionary('routes/d/[dataset]/campaigns', english);
