import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '@holdfast/ml-core';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';

const SHARED = join(import.meta.dirname, '../../../../shared/data');
const SPENDS = ['Wines', 'Fruits', 'MeatProducts', 'FishProducts', 'SweetProducts', 'GoldProds'].map(
  (of) => `Mnt${of}`,
);
const PURCHASES = ['Web', 'Catalog', 'Store'].map((by) => `Num${by}Purchases`);

/** A table that segments are found in. */
export interface SegmentedTable {
  readonly name: string;
  /** Null where ../shared/data is absent. */
  readonly read: () => string | null;
  /** The columns to find segments by; all features where it is left out. */
  readonly features?: readonly string[];
  /** Roles other than the suggested ones. */
  readonly columns?: readonly { readonly name: string; readonly role: string }[];
}

const shared = (name: string) => () => {
  const path = join(SHARED, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
};

/** Days since the last purchase, purchases and spend of each customer of the marketing campaign. */
function marketingRfm(): string | null {
  const text = shared('marketing_campaign_comma_iso.csv')();
  if (text === null) return null;
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const places = (names: readonly string[]) => names.map((name) => head!.split(',').indexOf(name));
  const [recency, spends, purchases] = [['Recency'], SPENDS, PURCHASES].map(places);
  const rows = lines.map((line) => {
    const cells = line.split(',');
    const sum = (of: readonly number[]) => of.reduce((total, place) => total + Number(cells[place]), 0);
    return [cells[0], sum(recency!), sum(purchases!), sum(spends!)].join(',');
  });
  return ['id,recency,purchases,spend', ...rows].join('\n');
}

function cloud(): string {
  const random = createRandom(1);
  const rows = Array.from({ length: 2000 }, (_, i) =>
    [`c${i}`, ...Array.from({ length: 6 }, () => random.normal().toFixed(4))].join(','),
  );
  return ['id,a,b,c,d,e,f', ...rows].join('\n');
}

const sample = () => [...sampleCsv(generateSample().customers)].join('');

/** The sample with one customer who spends a million on wine. */
function sampleWithWildValue(): string {
  const [head, first, ...lines] = sample().split('\n');
  const place = head!.split(',').indexOf('spend_wine');
  const wild = first!.split(',').map((cell, i) => (i === place ? '1000000' : cell));
  return [head, wild.join(','), ...lines].join('\n');
}

/** Public sets, the sample, and a table without groups. */
export const SEGMENTED_TABLES: readonly SegmentedTable[] = [
  {
    name: 'marketing, 15 behavioural columns',
    read: shared('marketing_campaign_comma_iso.csv'),
    features: [
      'Income',
      'Kidhome',
      'Teenhome',
      'Recency',
      ...SPENDS,
      ...PURCHASES,
      'NumDealsPurchases',
      'NumWebVisitsMonth',
    ],
  },
  {
    name: 'marketing',
    read: shared('marketing_campaign_comma_iso.csv'),
    columns: [{ name: 'Response', role: 'CHURN_LABEL' }],
  },
  { name: 'marketing, recency, frequency, value', read: marketingRfm },
  {
    name: 'wholesale, 6 spends',
    read: shared('wholesale_customers.csv'),
    features: ['Fresh', 'Milk', 'Grocery', 'Frozen', 'Detergents_Paper', 'Delicassen'],
  },
  { name: 'wholesale', read: shared('wholesale_customers.csv') },
  {
    name: 'telco',
    read: shared('telco_ibm.csv'),
    columns: [{ name: 'MonthlyCharges', role: 'MONETARY_VALUE' }],
  },
  {
    name: 'iranian',
    read: shared('iranian_churn.csv'),
    columns: [{ name: 'Customer Value', role: 'MONETARY_VALUE' }],
  },
  {
    name: 'bank',
    read: shared('bank_marketing_full.csv'),
    // How long the call took is known only after it.
    columns: [
      { name: 'deposit', role: 'CHURN_LABEL' },
      { name: 'duration', role: 'IGNORED' },
      { name: 'balance', role: 'MONETARY_VALUE' },
    ],
  },
  { name: 'sample', read: sample },
  { name: 'sample with one spend of 1,000,000', read: sampleWithWildValue },
  { name: 'one Gaussian cloud, 2,000 × 6', read: cloud },
];
