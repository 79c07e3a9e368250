import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ApiClient } from './client.js';

const BANDS = ['LOW', 'MEDIUM', 'HIGH'] as const;
type Band = (typeof BANDS)[number];

/** What a dataset's pages begin with, over those still there; null where a way of asking does not tell it. */
export interface HeadlineFigures {
  readonly stillThere: number;
  readonly left: number | null;
  /** Sum of the chances. */
  readonly expected: number | null;
  /** Sum of chance × value. */
  readonly atRisk: number | null;
  readonly LOW: number | null;
  readonly MEDIUM: number | null;
  readonly HIGH: number | null;
  /** How many to contact. */
  readonly contacts: number | null;
  /** The sum of their chances. */
  readonly expectedOfContacts: number | null;
}

/** A way of asking for them. */
export type Way = 'summary' | 'segments' | 'list' | 'CSV' | 'campaign' | 'profit curve' | 'contact plan';

/** A running API that answers a key with the role ADMIN. */
export interface Asked extends Pick<ApiClient, 'query'> {
  readonly url: string;
  readonly adminKey: string;
}

const UNTOLD = {
  left: null,
  expected: null,
  atRisk: null,
  LOW: null,
  MEDIUM: null,
  HIGH: null,
  contacts: null,
  expectedOfContacts: null,
};
const STILL_THERE = { left: false };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * The figures of a dataset in every way that they can be asked for: those that are told, those that follow from segments, from
 * a list read page by page, from its export, from campaigns that are planned and not made. `money` names the value column.
 */
export async function askEveryWay(
  asked: Asked,
  datasetId: string,
  money: string,
): Promise<Record<Way, HeadlineFigures>> {
  const { told, contacts } = await askSummary(asked, datasetId);
  return {
    ...told,
    list: await askList(asked, datasetId, contacts),
    CSV: await askCsv(asked, datasetId, contacts, money),
    campaign: await askCampaigns(asked, datasetId, contacts),
  };
}

interface Sums {
  readonly customers: number;
  readonly leftCount: number;
  readonly expectedChurners: number;
  readonly expectedLoss: number | null;
  readonly highRiskCount: number;
}

interface Answer {
  readonly dataset: {
    readonly churnSummary: Sums & { readonly bands: readonly { band: Band; customers: number }[] };
    readonly activeSegmentation: { readonly segments: readonly { readonly churn: Sums }[] };
    readonly contactPlan: {
      readonly customers: number;
      readonly suggestedContacts: number;
      readonly suggested: { readonly contacts: number; readonly expectedEvents: number };
      readonly none: { readonly missedEvents: number };
    };
    readonly champion: { readonly profitCurve: { readonly contacted: readonly number[] } };
  };
}

async function askSummary({ query }: Asked, datasetId: string) {
  const figures = 'customers leftCount expectedChurners expectedLoss highRiskCount';
  const { dataset } = await query<Answer>(
    `query ($id: ID!) { dataset(id: $id) {
      churnSummary { ${figures} bands { band customers } }
      activeSegmentation { segments { churn { ${figures} } } }
      contactPlan {
        customers suggestedContacts
        suggested: at { contacts expectedEvents } none: at(contacts: 0) { missedEvents }
      }
      champion { profitCurve(contactCost: 5, saveRate: 0.3) { contacted } }
    } }`,
    { id: datasetId },
  );
  const { churnSummary, activeSegmentation, contactPlan, champion } = dataset;
  const segments = activeSegmentation.segments.map(({ churn }) => churn);
  const bands = Object.fromEntries(churnSummary.bands.map(({ band, customers }) => [band, customers]));
  const told = {
    summary: {
      ...UNTOLD,
      ...sumsOf([churnSummary]),
      ...(bands as Record<Band, number>),
    },
    segments: { ...UNTOLD, ...sumsOf(segments) },
    'contact plan': {
      ...UNTOLD,
      stillThere: contactPlan.customers,
      expected: contactPlan.none.missedEvents,
      contacts: contactPlan.suggested.contacts,
      expectedOfContacts: contactPlan.suggested.expectedEvents,
    },
    'profit curve': { ...UNTOLD, stillThere: Math.max(...champion.profitCurve.contacted) },
  };
  return { told, contacts: contactPlan.suggestedContacts };
}

function sumsOf(parts: readonly Sums[]) {
  return {
    stillThere: sum(parts.map(({ customers }) => customers)),
    left: sum(parts.map(({ leftCount }) => leftCount)),
    expected: sum(parts.map(({ expectedChurners }) => expectedChurners)),
    atRisk: sum(parts.map(({ expectedLoss }) => expectedLoss ?? 0)),
    HIGH: sum(parts.map(({ highRiskCount }) => highRiskCount)),
  };
}

interface Row {
  readonly churn: {
    readonly probability: number;
    readonly riskBand: Band;
    readonly expectedLoss: number | null;
  };
}
interface Page {
  readonly customers: {
    readonly totalCount?: number;
    readonly edges: readonly { readonly node: Row }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** What a list says that it has, which is refused if it has something else. */
async function readList({ query }: Asked, datasetId: string, filter: object): Promise<Row[]> {
  const rows: Row[] = [];
  let totalCount = 0;
  for (let after: string | null = null; ; ) {
    const { customers }: Page = await query<Page>(
      `query ($datasetId: ID!, $after: String, $filter: CustomerFilter, $count: Boolean!) {
        customers(datasetId: $datasetId, first: 100, after: $after, filter: $filter, orderBy: EXPECTED_GAIN_DESC) {
          totalCount @include(if: $count)
          pageInfo { hasNextPage endCursor }
          edges { node { churn { probability riskBand expectedLoss } } }
        }
      }`,
      { datasetId, after, filter, count: after === null },
    );
    totalCount = customers.totalCount ?? totalCount;
    rows.push(...customers.edges.map(({ node }) => node));
    if (!customers.pageInfo.hasNextPage) break;
    after = customers.pageInfo.endCursor;
  }
  if (rows.length !== totalCount)
    throw new Error(`A list has ${rows.length} rows; it says that it has ${totalCount}.`);
  return rows;
}

async function countList({ query }: Asked, datasetId: string, filter: object): Promise<number> {
  const { customers } = await query<{ customers: { totalCount: number } }>(
    'query ($datasetId: ID!, $filter: CustomerFilter) { customers(datasetId: $datasetId, filter: $filter, first: 1) { totalCount } }',
    { datasetId, filter },
  );
  return customers.totalCount;
}

async function askList(asked: Asked, datasetId: string, contacts: number): Promise<HeadlineFigures> {
  const rows = await readList(asked, datasetId, STILL_THERE);
  const contacted = await readList(asked, datasetId, { contacts });
  const [LOW, MEDIUM, HIGH] = BANDS.map(
    (band) => rows.filter(({ churn }) => churn.riskBand === band).length,
  ) as [number, number, number];
  return {
    stillThere: rows.length,
    left: await countList(asked, datasetId, { left: true }),
    expected: sum(rows.map(({ churn }) => churn.probability)),
    atRisk: sum(rows.map(({ churn }) => churn.expectedLoss ?? 0)),
    LOW,
    MEDIUM,
    HIGH,
    contacts: contacted.length,
    expectedOfContacts: sum(contacted.map(({ churn }) => churn.probability)),
  };
}

/** Added up by DuckDB from the files that are downloaded, money from chance and value column. */
async function askCsv(
  asked: Asked,
  datasetId: string,
  contacts: number,
  money: string,
): Promise<HeadlineFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-figures-'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const add = async (filter: object, sums: string) => {
    const file = join(folder, 'list.csv');
    writeFileSync(file, await download(asked, datasetId, filter));
    const from = `read_csv('${file}', header = true, sample_size = -1)`;
    return (await connection.runAndReadAll(`select ${sums} from ${from}`)).getRows()[0]!.map(Number);
  };
  const inBand = BANDS.map((band) => `count(*) filter (where risk_band = '${band}')`);
  const chances = 'coalesce(sum(churn_probability), 0)';
  try {
    const here = await add(
      STILL_THERE,
      `count(*), ${chances}, sum(churn_probability * coalesce("${money}", 0)), ${inBand.join(', ')}`,
    );
    const [everybody, gone] = await add({}, 'count(*), count(*) filter (where has_left)');
    const [contacted, expectedOfContacts] = await add({ contacts }, `count(*), ${chances}`);
    const [stillThere, expected, atRisk, LOW, MEDIUM, HIGH] = here as [number, ...number[]];
    if (stillThere + gone! !== everybody)
      throw new Error(`The export of all has ${everybody} rows; its parts have ${stillThere} and ${gone}.`);
    return {
      stillThere,
      left: gone!,
      expected: expected!,
      atRisk: atRisk!,
      LOW: LOW!,
      MEDIUM: MEDIUM!,
      HIGH: HIGH!,
      contacts: contacted!,
      expectedOfContacts: expectedOfContacts!,
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}

async function download({ url, adminKey }: Asked, datasetId: string, filter: object): Promise<string> {
  const query = new URLSearchParams({ filter: JSON.stringify(filter), orderBy: 'EXPECTED_GAIN_DESC' });
  const response = await fetch(`${url}/datasets/${datasetId}/customers.csv?${query}`, {
    headers: { authorization: `Bearer ${adminKey}` },
  });
  if (response.status !== 200) throw new Error(`The export was answered with ${response.status}.`);
  return response.text();
}

interface Plan {
  readonly customers: number;
  readonly leftCount: number;
  readonly expectedRate: number;
}

async function askCampaigns(asked: Asked, datasetId: string, contacts: number): Promise<HeadlineFigures> {
  const plan = async (filter: object) => {
    const { campaignPlan } = await asked.query<{ campaignPlan: Plan }>(
      `query ($input: CampaignPlanInput!) { campaignPlan(input: $input) { customers leftCount expectedRate } }`,
      { input: { datasetId, filter, holdOutShare: 0 } },
    );
    return campaignPlan;
  };
  const here = await plan(STILL_THERE);
  const contacted = await plan({ contacts });
  const [LOW, MEDIUM, HIGH] = (await Promise.all(
    BANDS.map(async (riskBand) => (await plan({ ...STILL_THERE, riskBand })).customers),
  )) as [number, number, number];
  return {
    stillThere: here.customers,
    left: (await plan({})).leftCount,
    expected: here.expectedRate * here.customers,
    atRisk: null,
    LOW,
    MEDIUM,
    HIGH,
    contacts: contacted.customers,
    // The rate of a list of nobody is a guess.
    expectedOfContacts: contacted.customers * contacted.expectedRate,
  };
}
