import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WatchedClient } from '../src/platform/database/watched-client.js';
import { train, trainChampion } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;

/** Whoever has many calls to the hotline leaves far more often. */
const csv = `id,hotline_calls,spend,left\n${Array.from({ length: 600 }, (_, i) => {
  const calls = i % 10;
  return `c${i},${calls},${100 + ((i * 37) % 400)},${(i * 7919) % 100 < (calls >= 6 ? 85 : 5) ? 'yes' : 'no'}`;
}).join('\n')}\n`;

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv, { columns: [{ name: 'left', role: 'CHURN_LABEL' }] });
  expect((await train(app, { datasetId, imbalance: 'NONE' })).outcome.state).toBe('COMPLETED');
});
afterAll(() => app.stop());

interface Answer {
  dataset: { columns: { name: string; label: string | null }[] } | null;
  userErrors: { field: string[] | null; message: string; code: string }[];
}

async function label(column: string, called: string | null): Promise<Answer> {
  const { labelColumn } = await app.query<{ labelColumn: Answer }>(
    `mutation ($input: LabelColumnInput!) {
      labelColumn(input: $input) { dataset { columns { name label } } userErrors { field message code } }
    }`,
    { input: { datasetId, column, label: called } },
  );
  return labelColumn;
}

interface Told {
  customers: {
    edges: {
      node: { externalId: string; churn: { reasons: { text: string }[]; contributions: { text: string }[] } };
    }[];
  };
  score: { reasons: { text: string }[] }[];
}

async function told(): Promise<string[]> {
  const { customers, score } = await app.query<Told>(
    `query ($id: ID!) {
      customers(datasetId: $id, first: 1, orderBy: CHURN_PROBABILITY_DESC) {
        edges { node { externalId churn { reasons { text } contributions { text } } } }
      }
      score(datasetId: $id, customers: [{ hotline_calls: 9, spend: 120 }]) { reasons { text } }
    }`,
    { id: datasetId },
  );
  const [{ node }] = customers.edges as [Told['customers']['edges'][number]];
  return [node.churn.reasons, node.churn.contributions, score[0]!.reasons].flat().map(({ text }) => text);
}

async function statements(): Promise<string[]> {
  const { dataset } = await app.query<{ dataset: { champion: { statements: { text: string }[] } } }>(
    'query ($id: ID!) { dataset(id: $id) { champion { statements { text } } } }',
    { id: datasetId },
  );
  return dataset.champion.statements.map(({ text }) => text);
}

describe('the label of a column', () => {
  it('is what sentences about customers call it, from the next question on', async () => {
    expect((await told()).some((text) => text.includes(' hotline calls: '))).toBe(true);
    const { dataset } = await label('hotline_calls', ' Calls to support ');
    expect(dataset!.columns.find(({ name }) => name === 'hotline_calls')).toEqual({
      name: 'hotline_calls',
      label: 'Calls to support',
    });
    const texts = await told();
    expect(texts.filter((text) => text.includes(' calls to support: '))).not.toHaveLength(0);
    expect(texts.join()).not.toContain('hotline');
  });

  it('is read once for a page of customers', async () => {
    const asked = vi.spyOn(WatchedClient.prototype, 'query');
    await app.query(
      `query ($id: ID!) { customers(datasetId: $id, first: 20) {
        edges { node { churn { contributions(first: 1) { text } levers { text } } } } } }`,
      { id: datasetId },
    );
    const reads = asked.mock.calls.filter(([text]) => String(text).startsWith('select name, label'));
    asked.mockRestore();
    expect(reads).toHaveLength(1);
  });

  it('is what saved filters are told by', async () => {
    const { saveAudience } = await app.query<{ saveAudience: { audience: { sentence: string } } }>(
      `mutation ($input: SaveAudienceInput!) { saveAudience(input: $input) { audience { sentence } } }`,
      {
        input: {
          datasetId,
          name: 'Callers',
          filter: { where: [{ column: 'hotline_calls', operator: 'GTE', value: '6' }] },
        },
      },
    );
    expect(saveAudience.audience.sentence).toBe('Customers whose Calls to support is at least 6.');
  });

  it('is in the statements of the next model and the words of the next segmentation', async () => {
    await trainChampion(app, { datasetId, imbalance: 'NONE' });
    expect((await statements()).join()).toContain('calls to support');
    const { fitSegmentation } = await app.query<{ fitSegmentation: { job: { id: string } } }>(
      'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { job { id } } }',
      { input: { datasetId, k: 2 } },
    );
    await app.settled(fitSegmentation.job.id);
    const { dataset } = await app.query<{
      dataset: { activeSegmentation: { segments: { description: string }[] } };
    }>('query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { description } } } }', {
      id: datasetId,
    });
    const words = dataset.activeSegmentation.segments.map(({ description }) => description).join();
    expect(words).not.toContain('hotline');
  });

  it('stays over an import', async () => {
    await importCsv(app, csv, { intoDatasetId: datasetId, mode: 'REPLACE' });
    expect((await told()).some((text) => text.includes(' calls to support: '))).toBe(true);
  });

  it('is refused where another column is called so, where it is too long, and of no column', async () => {
    expect((await label('spend', 'calls to SUPPORT')).userErrors).toEqual([
      {
        field: ['label'],
        code: 'CONFLICT',
        message:
          '“calls to SUPPORT” is what “hotline_calls” is called; two columns must not be called the same.',
      },
    ]);
    expect((await label('spend', 'x'.repeat(61))).userErrors).toMatchObject([
      { field: ['label'], message: 'label has 61 characters; it must have at most 60.' },
    ]);
    expect((await label('speed', 'Speed')).userErrors).toMatchObject([
      { field: ['column'], code: 'NOT_FOUND' },
    ]);
  });

  it('is gone once it is blank', async () => {
    await label('hotline_calls', '  ');
    expect((await told()).some((text) => text.includes(' hotline calls: '))).toBe(true);
  });
});
