import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '@holdfast/ml-core';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { createApiClient } from '../test/client.js';
import type { Asked } from '../test/headline-figures.js';
import { idle, importTable } from './import-table.js';
import { Server } from './server.js';

// pnpm --filter @holdfast/api which-k [SET]: which number of segments is recommended for public sets, the sample and tables
// without groups, with the sentence that says why, and of every k its silhouette and the tests that it does not pass.

const SHARED = join(import.meta.dirname, '../../../../shared/data');
const SPENDS = ['Wines', 'Fruits', 'MeatProducts', 'FishProducts', 'SweetProducts', 'GoldProds'].map(
  (of) => `Mnt${of}`,
);
const PURCHASES = ['Web', 'Catalog', 'Store'].map((by) => `Num${by}Purchases`);

interface Table {
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

const TABLES: readonly Table[] = [
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
  { name: 'sample', read: sample },
  { name: 'sample with one spend of 1,000,000', read: sampleWithWildValue },
  { name: 'one Gaussian cloud, 2,000 × 6', read: cloud },
];

interface Fit {
  readonly segmentation: {
    readonly recommendedK: number;
    readonly recommendation: string;
    readonly clearGroups: boolean | null;
    readonly outliers: readonly { readonly reason: string }[];
    readonly segments: readonly { readonly name: string; readonly share: number }[];
    readonly qualities: readonly Quality[];
  };
}
interface Quality {
  readonly k: number;
  readonly silhouetteScore: number;
  readonly stability: number;
  readonly worstStability: number;
  readonly smallestShare: number;
  readonly rating: number | null;
  readonly failed: readonly string[];
}

const server = await Server.start([], { SAMPLE_DATA: 'false' });
try {
  const asked = { url: server.url, adminKey: server.admin, ...createApiClient(server.url, server.admin) };
  for (const table of TABLES.filter(({ name }) => name.includes(process.argv[2] ?? ''))) {
    const text = table.read();
    if (text === null) console.log(`\n${table.name}: ../shared/data is absent`);
    else tell(table, await fit(asked, table, text));
  }
} finally {
  await server.stop();
}

async function fit(asked: Asked, table: Table, text: string): Promise<Fit> {
  const datasetId = await importTable(asked, table, text);
  const { fitSegmentation } = await asked.query<{ fitSegmentation: { segmentation: { id: string } } }>(
    `mutation ($input: FitSegmentationInput!) {
      fitSegmentation(input: $input) { segmentation { id } userErrors { message } }
    }`,
    { input: { datasetId, features: table.features ?? null } },
  );
  await idle(asked);
  return asked.query<Fit>(
    `query ($id: ID!) {
      segmentation(id: $id) {
        recommendedK recommendation clearGroups
        outliers { reason }
        segments { name share }
        qualities { k silhouetteScore stability worstStability smallestShare rating failed }
      }
    }`,
    { id: fitSegmentation.segmentation.id },
  );
}

function tell({ name }: Table, { segmentation }: Fit): void {
  const { recommendedK, recommendation, clearGroups, outliers, segments, qualities } = segmentation;
  console.log(
    `\n${name}: ${recommendedK}${clearGroups === false ? ', no clear groups' : ''}\n${recommendation}`,
  );
  console.log(segments.map(({ name, share }) => `${name} ${Math.round(100 * share)} %`).join(' · '));
  for (const { reason } of outliers.slice(0, 3)) console.log(`apart: ${reason}`);
  console.log(['k', 'silhouette', 'comes back', 'worst', 'smallest', 'says', 'does not pass'].join('\t'));
  for (const { k, silhouetteScore, stability, worstStability, smallestShare, rating, failed } of qualities) {
    const figures = [silhouetteScore, stability, worstStability, smallestShare].map((figure) =>
      figure.toFixed(3),
    );
    console.log([k, ...figures, rating?.toFixed(2) ?? '–', failed.length].join('\t'));
  }
}
