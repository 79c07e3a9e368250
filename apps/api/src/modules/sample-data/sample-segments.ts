/** Words, each with how many of a hundred customers of a segment have it. */
export type Shares = Readonly<Record<string, number>>;

/** One planted kind of customer: what is typical of it. Money in whole units a year, rates per customer. */
export interface SampleSegment {
  readonly name: string;
  /** Of all customers, 0..1. */
  readonly share: number;
  readonly birthYear: { readonly mean: number; readonly deviation: number };
  readonly education: Shares;
  readonly maritalStatus: Shares;
  /** Median; the spread is log-normal. */
  readonly income: number;
  readonly childrenAtHome: Shares;
  /** Median spend of a year by category. */
  readonly spend: Readonly<Record<SpendCategory, number>>;
  /** Mean number of purchases a year by channel; discounted ones may be of any channel. */
  readonly purchases: Readonly<Record<PurchaseChannel, number>>;
  readonly webVisits: number;
  /** Chance that one of five campaigns was answered. */
  readonly response: number;
}

export const SPEND_CATEGORIES = ['groceries', 'wine', 'fashion', 'electronics', 'home'] as const;
export const PURCHASE_CHANNELS = ['web', 'store', 'catalogue', 'discount'] as const;
export type SpendCategory = (typeof SPEND_CATEGORIES)[number];
export type PurchaseChannel = (typeof PURCHASE_CHANNELS)[number];

/** The four kinds of customers in the sample. */
export const SAMPLE_SEGMENTS: readonly SampleSegment[] = [
  {
    name: 'Affluent empty nesters',
    share: 0.22,
    birthYear: { mean: 1957, deviation: 6 },
    education: { School: 14, Bachelor: 40, Master: 30, Doctorate: 16 },
    maritalStatus: { Single: 8, Couple: 20, Married: 56, Divorced: 8, Widowed: 8 },
    income: 94_000,
    childrenAtHome: { 0: 94, 1: 6 },
    spend: { groceries: 1050, wine: 1250, fashion: 480, electronics: 260, home: 420 },
    purchases: { web: 5, store: 8, catalogue: 9, discount: 1 },
    webVisits: 2.5,
    response: 0.36,
  },
  {
    name: 'Young families after a deal',
    share: 0.31,
    birthYear: { mean: 1985, deviation: 5 },
    education: { School: 44, Bachelor: 38, Master: 15, Doctorate: 3 },
    maritalStatus: { Single: 9, Couple: 36, Married: 46, Divorced: 9 },
    income: 41_000,
    childrenAtHome: { 0: 4, 1: 34, 2: 48, 3: 14 },
    spend: { groceries: 430, wine: 50, fashion: 150, electronics: 95, home: 110 },
    purchases: { web: 4, store: 3, catalogue: 0.5, discount: 8 },
    webVisits: 8,
    response: 0.1,
  },
  {
    name: 'Young singles online',
    share: 0.27,
    birthYear: { mean: 1996, deviation: 4 },
    education: { School: 28, Bachelor: 48, Master: 21, Doctorate: 3 },
    maritalStatus: { Single: 62, Couple: 28, Married: 8, Divorced: 2 },
    income: 47_000,
    childrenAtHome: { 0: 95, 1: 5 },
    spend: { groceries: 170, wine: 110, fashion: 720, electronics: 690, home: 75 },
    purchases: { web: 12, store: 2, catalogue: 0.4, discount: 2.5 },
    webVisits: 12,
    response: 0.18,
  },
  {
    name: 'Settled households in the store',
    share: 0.2,
    birthYear: { mean: 1970, deviation: 6 },
    education: { School: 38, Bachelor: 40, Master: 17, Doctorate: 5 },
    maritalStatus: { Single: 9, Couple: 18, Married: 60, Divorced: 11, Widowed: 2 },
    income: 62_000,
    childrenAtHome: { 0: 26, 1: 52, 2: 18, 3: 4 },
    spend: { groceries: 1500, wine: 95, fashion: 210, electronics: 150, home: 1150 },
    purchases: { web: 1.5, store: 16, catalogue: 1.2, discount: 2.5 },
    webVisits: 2,
    response: 0.06,
  },
];
