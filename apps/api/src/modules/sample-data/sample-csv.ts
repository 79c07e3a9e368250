import type { SampleCustomer } from './generate-sample.js';
import { PURCHASE_CHANNELS, SPEND_CATEGORIES } from './sample-segments.js';

/** The header of the sample's CSV, in order. */
export const SAMPLE_COLUMNS = [
  'customer_id',
  'birth_year',
  'education',
  'marital_status',
  'income',
  'children_at_home',
  'customer_since',
  'recency_days',
  ...SPEND_CATEGORIES.map((category) => `spend_${category}`),
  'spend_total',
  ...PURCHASE_CHANNELS.map((channel) => `purchases_${channel}`),
  'web_visits_per_month',
  'campaign_responses',
  'complained',
  'churned',
] as const;

/** The customers as a CSV file: commas, LF, a header, an empty field for unknown values. Streams line by line. */
export function* sampleCsv(customers: readonly SampleCustomer[]): Generator<string> {
  yield `${SAMPLE_COLUMNS.join(',')}\n`;
  for (const customer of customers) yield `${fields(customer).join(',')}\n`;
}

function fields(customer: SampleCustomer): (string | number)[] {
  const spends = SPEND_CATEGORIES.map((category) => customer.spend[category]);
  const total = spends.reduce((sum, spend) => sum + spend, 0);
  return [
    customer.id,
    customer.birthYear,
    customer.education,
    customer.maritalStatus,
    customer.income ?? '',
    customer.childrenAtHome,
    customer.customerSince,
    customer.recencyDays,
    ...spends.map((spend) => spend.toFixed(2)),
    total.toFixed(2),
    ...PURCHASE_CHANNELS.map((channel) => customer.purchases[channel]),
    customer.webVisits,
    customer.campaignResponses,
    customer.complained ? 'yes' : 'no',
    customer.churned ? 'yes' : 'no',
  ];
}
