import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

/** Everything about the sample that is said in sentences, with the names of segments. */
const EVERYTHING = `query Everything($id: ID!) {
  churnDefinitionPreview(datasetId: $id) { question definition leftOut { reason } }
  dataset(id: $id) {
    champion {
      definition
      trainingData { leftOut { reason } }
      statements { text condition }
      warnings { message }
      comparison { sentence }
      candidates { wentNoFurther { text } settings { text } }
      featureImportances { direction }
      folds { text }
      learningCurve { text }
      slices { reading slices { text name } }
    }
    championChanges { reason }
    monitoring(first: 5) { edges { node { sentence advice decision columns { sentence } } } }
    activeSegmentation {
      recommendation
      outliers { reason }
      change { events { sentence } }
      qualities { failed }
      segments {
        name automaticName description
        rule { sentence conditions { words } }
        strategies {
          title action detail channel preferredChannel leftOut { sentence }
          evidence { text condition }
        }
      }
      plan {
        plays { title action channel rows { others { title } segment { name } } }
        notChosen { title reason }
      }
    }

    assumptions { valueQuestion { sentence } warnings }
    survival { groups { expectedStay { text among } } }
    contactPlan { leftOut { sentence } }
    campaigns {
      edges { node {
        sentence draw
        effect {
          sentence differences
          bySegment { name }
          byRiskBand { name }
          businessAsUsual { contacted { sentence } holdOut { sentence } }
        }
        missing { sentence }
        uplift { sentence }
        assumptions { strategies { title segmentName } }
      } }
    }
    audiences { edges { node { sentence } } }
    globalHoldOut { comparison { sentence } }
    segmentationPresets { name words }
    quantileSegments { title measures { sentence } segments { name words } }
    customers(first: 20) {
      edges { node {
        segment { name description }
        segmentHistory { segmentName }
        churn {
          reasons { text }
          reasonsAgainst { text }
          contributions { text }
          levers { text together }
          expectedStay { text }
        }
      } }
    }
  }
}`;

/** Two words, or a capital and small letters: what is written to be read. */
const READS_AS_WORDS = /\p{L}{2,}[ ,’']+\p{L}{2,}|^\s*\p{Lu}\p{Ll}+/u;

let app: TestApp;
let id: string;

beforeAll(async () => {
  app = await createTestApp();
  id = await importCsv(app, [...sampleCsv(generateSample({ size: 1500 }).customers)].join(''));
  const { fitSegmentation } = await app.query<{ fitSegmentation: { job: { id: string } } }>(
    `mutation ($id: ID!) { fitSegmentation(input: { datasetId: $id, minK: 3, maxK: 5 }) { job { id } } }`,
    { id },
  );
  await app.settled(fitSegmentation.job.id);
  await train(app, { datasetId: id });
  await campaign({ holdOutShare: 0.3, businessAsUsualShare: 0.1, filter: { left: false } });
  await campaign({ holdOutShare: 0, filter: { riskBand: 'HIGH' } });
  for (const mutation of [
    'startGlobalHoldOut(input: { datasetId: $id, share: 0.2 })',
    'saveAudience(input: { datasetId: $id, name: "x", filter: { minProbability: 0.5 } })',
  ])
    await app.query(`mutation ($id: ID!) { ${mutation} { userErrors { message } } }`, { id });
  await app.query(`mutation ($id: ID!) { checkDrift(input: { datasetId: $id }) { job { id } } }`, { id });
  await app.idle(id);
});
afterAll(() => app.stop());

/** A campaign, of which outcomes of all are known where some are left alone. */
async function campaign(input: { readonly holdOutShare: number; readonly [field: string]: unknown }) {
  const { createCampaign } = await app.query<{ createCampaign: { campaign: { id: string } } }>(
    'mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } } }',
    { input: { datasetId: id, name: 'x', ...input } },
  );
  if (input.holdOutShare === 0) return;
  const { campaign: made } = await app.query<{
    campaign: { members: { edges: { node: { externalId: string } }[] } };
  }>('query ($id: ID!) { campaign(id: $id) { members(first: 100) { edges { node { externalId } } } } }', {
    id: createCampaign.campaign.id,
  });
  const outcomes = made.members.edges.map(({ node }, i) => ({ ...node, left: i % 4 === 0 }));
  await app.query('mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded } }', {
    input: { datasetId: id, outcomes },
  });
}

/** All that is said, by its path. */
async function ask(language?: string): Promise<Map<string, string>> {
  const response = await app.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(language && { 'accept-language': language }) },
    body: JSON.stringify({ query: EVERYTHING, variables: { id } }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  expect(errors).toBeUndefined();
  const said = new Map<string, string>();
  collect(data, '', said);
  return said;
}

function collect(value: unknown, path: string, said: Map<string, string>): void {
  if (typeof value === 'string') said.set(path, value);
  else if (value !== null && typeof value === 'object')
    for (const [name, one] of Object.entries(value)) collect(one, `${path}.${name}`, said);
}

describe('sentences of the API', () => {
  it('all come from dictionaries: each is in brackets in the pseudo-language', async () => {
    const said = await ask('en-XA');
    expect(said.size).toBeGreaterThan(200);
    const forgotten = [...said].filter(([, text]) => READS_AS_WORDS.test(text) && !text.includes('⟦'));
    expect(forgotten).toEqual([]);
  });

  it('are other sentences in German, and the same as ever in English, whoever asked before', async () => {
    const english = await ask();
    const german = await ask('fr-CH, de-AT;q=0.9, en;q=0.8');
    expect([...german.keys()]).toEqual([...english.keys()]);
    const left = [...german].filter(
      ([path, text]) => READS_AS_WORDS.test(text) && text.length > 25 && english.get(path) === text,
    );
    expect(left).toEqual([]);
    expect(await ask('en-GB')).toEqual(english);
    expect(await ask('de')).toEqual(german);
  });

  it('are English in a report, whose own words are, whoever shares it', async () => {
    const share = `mutation ($id: ID!) { createReportLink(input: { datasetId: $id, kind: OVERVIEW }) { url } }`;
    const response = await app.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en-XA' },
      body: JSON.stringify({ query: share, variables: { id } }),
    });
    const answer = (await response.json()) as { data: { createReportLink: { url: string } } };
    const page = await app.fetch(new URL(answer.data.createReportLink.url).pathname);
    expect(await page.text()).not.toContain('⟦');
  });

  it('are English where no language is spoken that is asked for, and the answer says which it is in', async () => {
    const inLanguage = async (wanted: string) => {
      const response = await app.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-language': wanted },
        body: JSON.stringify({ query: '{ __typename }' }),
      });
      return response.headers.get('content-language');
    };
    expect(await inLanguage('ar, fr;q=0.5')).toBe('en');
    expect(await inLanguage('de-CH')).toBe('de');
  });
});
