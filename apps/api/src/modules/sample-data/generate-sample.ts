import { createRandom, type Random } from '@holdfast/ml-core';
import { sampleChurnProbability } from './sample-churn.js';
import {
  PURCHASE_CHANNELS,
  type PurchaseChannel,
  SAMPLE_SEGMENTS,
  type SampleSegment,
  type Shares,
  SPEND_CATEGORIES,
  type SpendCategory,
} from './sample-segments.js';

/** One invented customer, as a shop would export it. */
export interface SampleCustomer {
  readonly id: string;
  readonly birthYear: number;
  readonly education: string;
  readonly maritalStatus: string;
  /** Null if the customer did not say. */
  readonly income: number | null;
  readonly childrenAtHome: number;
  /** An ISO day. */
  readonly customerSince: string;
  readonly recencyDays: number;
  readonly spend: Readonly<Record<SpendCategory, number>>;
  readonly purchases: Readonly<Record<PurchaseChannel, number>>;
  readonly webVisits: number;
  readonly campaignResponses: number;
  readonly complained: boolean;
  readonly churned: boolean;
}

/** The customers and, only for tests, what was planted: each one's segment index and probability of leaving. */
export interface Sample {
  readonly customers: readonly SampleCustomer[];
  readonly truth: { readonly segment: Uint8Array; readonly churnProbability: Float64Array };
}

/** The day on which the invented shop wrote its export. */
const EXPORT_DAY = Date.UTC(2026, 5, 30);
const DAY = 86_400_000;
const DAYS_A_YEAR = 365.25;
const CAMPAIGNS = 5;
const INCOME_GAP = 0.025;
const COMPLAINT = 0.013;

/** Generates customers: the same size and seed give the same ones on every machine. `size` ≥ 1. */
export function generateSample(options: { size?: number; seed?: number } = {}): Sample {
  const { size = 5000, seed = 2026 } = options;
  const random = createRandom(seed);
  const truth = { segment: new Uint8Array(size), churnProbability: new Float64Array(size) };
  const customers: SampleCustomer[] = [];
  for (let row = 0; row < size; row++) {
    const index = pickIndex(
      random,
      SAMPLE_SEGMENTS.map((segment) => segment.share),
    );
    const { customer, churnProbability } = inventCustomer(random, SAMPLE_SEGMENTS[index]!, row);
    truth.segment[row] = index;
    truth.churnProbability[row] = churnProbability;
    customers.push(customer);
  }
  return { customers, truth };
}

function inventCustomer(random: Random, segment: SampleSegment, row: number) {
  // One appetite per customer ties its spends and purchases together, as a real basket does.
  const appetite = 0.22 * random.normal();
  const tenureDays = Math.round(
    DAYS_A_YEAR * 7.5 * (1 - Math.sqrt(random.next())) + 30 + 700 * random.next(),
  );
  const discountPurchases = poisson(random, segment.purchases.discount);
  const drivers = {
    recencyDays: Math.floor(100 * random.next()),
    tenureYears: tenureDays / DAYS_A_YEAR,
    complained: random.next() < COMPLAINT,
    campaignResponses: binomial(random, CAMPAIGNS, segment.response),
    discountPurchases,
    webVisits: poisson(random, segment.webVisits),
  };
  const churnProbability = sampleChurnProbability(drivers);
  const customer: SampleCustomer = {
    id: `C${String(10_001 + row)}`,
    birthYear: Math.round(segment.birthYear.mean + segment.birthYear.deviation * random.normal()),
    education: pick(random, segment.education),
    maritalStatus: pick(random, segment.maritalStatus),
    income: inventIncome(random, segment.income),
    childrenAtHome: Number(pick(random, segment.childrenAtHome)),
    customerSince: new Date(EXPORT_DAY - tenureDays * DAY).toISOString().slice(0, 10),
    recencyDays: drivers.recencyDays,
    spend: mapKeys(SPEND_CATEGORIES, (category) => inventSpend(random, segment.spend[category], appetite)),
    purchases: mapKeys(PURCHASE_CHANNELS, (channel) =>
      channel === 'discount'
        ? discountPurchases
        : poisson(random, segment.purchases[channel] * Math.exp(appetite)),
    ),
    webVisits: drivers.webVisits,
    campaignResponses: drivers.campaignResponses,
    complained: drivers.complained,
    churned: random.next() < churnProbability,
  };
  return { customer, churnProbability };
}

function inventIncome(random: Random, median: number): number | null {
  const income = Math.round((median * Math.exp(0.2 * random.normal())) / 10) * 10;
  return random.next() < INCOME_GAP ? null : income;
}

/** Log-normal, so that a few spend many times the median. */
function inventSpend(random: Random, median: number, appetite: number): number {
  return Math.round(median * Math.exp(appetite + 0.38 * random.normal()) * 100) / 100;
}

function mapKeys<K extends string>(keys: readonly K[], value: (key: K) => number): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, number>;
}

function pick(random: Random, shares: Shares): string {
  return Object.keys(shares)[pickIndex(random, Object.values(shares))]!;
}

function pickIndex(random: Random, shares: readonly number[]): number {
  const total = shares.reduce((sum, share) => sum + share, 0);
  let left = random.next() * total;
  for (let i = 0; i < shares.length - 1; i++) {
    left -= shares[i]!;
    if (left < 0) return i;
  }
  return shares.length - 1;
}

/** Knuth's product of uniforms; the means here are below 40. */
function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random.next();
  let count = 0;
  while (product > limit) {
    product *= random.next();
    count++;
  }
  return count;
}

function binomial(random: Random, trials: number, chance: number): number {
  let count = 0;
  for (let i = 0; i < trials; i++) if (random.next() < chance) count++;
  return count;
}
