import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dashboard, openDashboard } from './open-dashboard';

const FOLDER = new URL('../../../../shared/data/', import.meta.url);

/** A public set with the answers that the import and the training ask for, and how its customers are spoken of. */
interface PublicSet {
  readonly name: string;
  readonly file: string;
  readonly columns: readonly object[];
  readonly definition: object;
  readonly words: { readonly infinitive: string; readonly past: string; readonly remaining: string };
}

const leave = { infinitive: 'leave', past: 'left', remaining: 'still here' };
const respond = { infinitive: 'respond', past: 'responded', remaining: 'yet to respond' };
const marketing = {
  file: 'marketing_campaign_comma_iso.csv',
  columns: [
    { name: 'Response', role: 'CHURN_LABEL' },
    { name: 'MntWines', role: 'MONETARY_VALUE' },
  ],
};
const SETS: readonly PublicSet[] = [
  {
    ...{ name: 'Telco', file: 'telco_ibm.csv', definition: { labelColumn: 'Churn' }, words: leave },
    columns: [
      { name: 'TotalCharges', role: 'FEATURE' },
      { name: 'MonthlyCharges', role: 'MONETARY_VALUE' },
    ],
  },
  {
    ...{ name: 'marketing, yes is an answer', ...marketing, words: respond },
    definition: { labelColumn: 'Response', positiveValues: ['true'], event: 'RESPONDED' },
  },
  {
    ...{ name: 'marketing, yes is leaving', ...marketing, words: leave },
    definition: { labelColumn: 'Response', positiveValues: ['true'], event: 'LEFT' },
  },
  {
    ...{ name: 'iranian', file: 'iranian_churn.csv', definition: { labelColumn: 'Churn' }, words: leave },
    columns: [{ name: 'Customer Value', role: 'MONETARY_VALUE' }],
  },
  {
    ...{ name: 'bank', file: 'bank_marketing_full.csv', words: respond },
    columns: [
      { name: 'deposit', role: 'CHURN_LABEL' },
      { name: 'duration', role: 'IGNORED' },
      { name: 'balance', role: 'MONETARY_VALUE' },
    ],
    definition: { labelColumn: 'deposit', positiveValues: ['true'], event: 'RESPONDED' },
  },
];

/** What the API tells of a dataset's customers. */
interface Told {
  readonly customerCount: number;
  readonly champion: { readonly event: string };
  readonly churnSummary: {
    readonly customers: number;
    readonly leftCount: number;
    readonly expectedChurners: number;
    readonly expectedLoss: number | null;
    readonly highRiskCount: number;
    readonly bands: readonly { readonly band: string; readonly customers: number }[];
  };
  readonly contactPlan: {
    readonly customers: number;
    readonly suggestedContacts: number;
    readonly at: { readonly expectedEvents: number };
  };
}

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard({ SAMPLE_DATA: 'true' });
  await dashboard.idle();
  await dashboard.signIn();
});
afterAll(() => dashboard?.close());

async function analyse({ name, file, columns, definition }: PublicSet): Promise<string> {
  const { ask, idle, url, apiKey } = dashboard;
  const upload = await fetch(`${url}/uploads?filename=${file}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: readFileSync(new URL(file, FOLDER)),
  });
  const { uploadId } = (await upload.json()) as { uploadId: string };
  const { importDataset } = await ask<{ importDataset: { dataset: { id: string } } }>(
    'mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { dataset { id } } }',
    { input: { uploadId, name, columns } },
  );
  const datasetId = importDataset.dataset.id;
  await idle();
  await ask(
    `mutation ($segments: FitSegmentationInput!, $model: TrainChurnModelInput!) {
      fitSegmentation(input: $segments) { job { id } } trainChurnModel(input: $model) { job { id } }
    }`,
    {
      segments: { datasetId, minK: 4, maxK: 4 },
      model: { datasetId, definition, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' },
    },
  );
  await idle();
  return datasetId;
}

/** Compares what screens say with what the API tells. */
async function expectScreensToAgree(datasetId: string, words: PublicSet['words']): Promise<void> {
  const { dataset } = await dashboard.ask<{ dataset: Told }>(
    `query ($id: ID!) { dataset(id: $id) {
      customerCount champion { event }
      churnSummary { customers leftCount expectedChurners expectedLoss highRiskCount bands { band customers } }
      contactPlan { customers suggestedContacts at { expectedEvents } }
    } }`,
    { id: datasetId },
  );
  const { churnSummary: summary, contactPlan: plan } = dataset;
  const { infinitive, past, remaining } = words;
  const shown = (value: number) => Math.round(value).toLocaleString('en');
  const screen = async (path: string) => {
    await dashboard.visit(`/d/${datasetId}${path}`);
    return (await dashboard.page.getByRole('main').allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ');
  };
  const here = `${shown(summary.customers)} customers ${remaining}`;
  const expected = shown(summary.expectedChurners);
  const contacts = shown(plan.suggestedContacts);

  const overview = await screen('');
  expect(overview).toContain(`${expected} of ${here} are expected to ${infinitive}`);
  expect(overview).toContain(`${shown(dataset.customerCount)} customers`);
  expect(overview).toContain(`${shown(summary.leftCount)} have ${past} already`);
  expect(overview).toContain(`${expected} expected to ${infinitive}`);
  expect(overview).toContain(`${shown(summary.highRiskCount)} `);
  if (dataset.champion.event === 'LEFT') {
    expect(overview).toContain(`${shown(summary.expectedLoss!)} value at risk`);
  }

  const churn = await screen('/churn');
  expect(churn).toContain(`Contact the first ${contacts} of ${shown(plan.customers)} ${remaining}`);
  expect(churn).toContain(`Of them expected to ${infinitive} ${figure(plan.at.expectedEvents)}`);

  expect(await screen('/customers')).toContain(`${here}.`);
  for (const { band, customers } of summary.bands) {
    const many = customers === 1 ? '1 customer' : `${shown(customers)} customers`;
    expect(await screen(`/customers?risk=${band}`)).toContain(`${many} ${remaining}, matching your filters.`);
  }
  expect(await screen('/customers?left=yes')).toContain(
    `${shown(summary.leftCount)} customers who have ${past} already`,
  );
  expect(await screen(`/customers?contacts=${plan.suggestedContacts}`)).toContain(
    `${contacts} customers ${remaining}, the first ${contacts} to contact`,
  );
}

/** The sample, which is learned from after the server is ready. */
async function untilSampleIsScored(): Promise<string> {
  for (;;) {
    const { datasets } = await dashboard.ask<{
      datasets: { edges: { node: { id: string; champion: object | null } }[] };
    }>('{ datasets(first: 1) { edges { node { id champion { id } } } } }');
    const sample = datasets.edges[0]?.node;
    await dashboard.idle();
    if (sample?.champion) return sample.id;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What is expected rather than counted has a decimal below ten. */
function figure(value: number): string {
  return value >= 9.95 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}

describe('the headline figures on overview, churn and lists are those of the API', () => {
  it('of the sample', async () => {
    await expectScreensToAgree(await untilSampleIsScored(), leave);
  });

  for (const set of SETS) {
    it.skipIf(!existsSync(fileURLToPath(new URL(set.file, FOLDER))))(
      `of ${set.name} (skipped where ../shared/data is absent)`,
      async () => {
        await expectScreensToAgree(await analyse(set), set.words);
      },
    );
  }
});
