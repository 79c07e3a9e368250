import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
let other: string;

const csv = `id,spend,visits,plan\n${Array.from({ length: 240 }, (_, i) => `c${String(i).padStart(3, '0')},${(i % 3) * 40 + (i % 5)},${(i % 2) * 20 + (i % 7)},${i % 4 === 0 ? 'gold' : 'basic'}\n`).join('')}`;

beforeAll(async () => {
  app = await createTestApp();
  [datasetId, other] = [await importCsv(app, csv), await importCsv(app, csv)];
  const { fitSegmentation } = await app.query<{ fitSegmentation: { job: { id: string } } }>(
    'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { job { id } } }',
    { input: { datasetId, maxK: 4, k: 3, features: ['spend', 'visits'] } },
  );
  expect((await app.settled(fitSegmentation.job.id)).state).toBe('COMPLETED');
});
afterAll(() => app.stop());

interface AudienceAnswer {
  id: string;
  name: string;
  sentence: string;
  filter: Record<string, unknown>;
  customerCount: number;
  createdAt: string;
}

async function save(input: object) {
  const { saveAudience } = await app.query<{
    saveAudience: {
      audience: AudienceAnswer | null;
      userErrors: { code: string; field: string[]; message: string }[];
    };
  }>(
    `mutation ($input: SaveAudienceInput!) { saveAudience(input: $input) {
      audience { id name sentence filter customerCount createdAt dataset { id } } userErrors { code field message } } }`,
    { input: { datasetId, ...input } },
  );
  return saveAudience;
}

async function count(filter: object, id = datasetId): Promise<number> {
  const { customers } = await app.query<{ customers: { totalCount: number } }>(
    'query ($id: ID!, $filter: CustomerFilter) { customers(datasetId: $id, filter: $filter) { totalCount } }',
    { id, filter },
  );
  return customers.totalCount;
}

const gold = { where: [{ column: 'plan', operator: 'EQ', value: 'gold' }] };

describe('an audience', () => {
  it('is a filter under a name, counted as it is asked for', async () => {
    const { audience } = await save({ name: ' Gold ', filter: gold });
    expect(audience).toMatchObject({
      name: 'Gold',
      sentence: 'Customers whose plan is gold.',
      filter: gold,
      customerCount: 60,
    });
    await app.query(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { updated } }',
      { input: { datasetId, customers: [{ externalId: 'c001', attributes: { plan: 'gold' } }] } },
    );
    const read = await app.query<{ audience: AudienceAnswer }>(
      'query ($id: ID!) { audience(id: $id) { customerCount } }',
      { id: audience!.id },
    );
    expect(read.audience.customerCount).toBe(61);
  });

  it('stands for its filter in every other one, and in the list that is downloaded', async () => {
    const { audience } = await save({
      name: 'Busy or gold',
      filter: { anyOf: [gold, { where: [{ column: 'visits', operator: 'GTE', value: '20' }] }] },
    });
    const audienceId = audience!.id;
    const spend = { where: [{ column: 'spend', operator: 'LT', value: '40' }] };
    const rows = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map(([id, s, v, plan]) => ({
        spend: Number(s),
        visits: Number(v),
        gold: plan === 'gold' || id === 'c001',
      }));
    const holds = (row: (typeof rows)[number]) => row.gold || row.visits >= 20;
    expect(await count({ audienceId })).toBe(rows.filter(holds).length);
    expect(await count({ audienceId, ...spend })).toBe(
      rows.filter((row) => holds(row) && row.spend < 40).length,
    );
    expect(await count({ anyOf: [{ audienceId }, spend] })).toBe(
      rows.filter((row) => holds(row) || row.spend < 40).length,
    );
    const filter = encodeURIComponent(JSON.stringify({ audienceId }));
    const list = await app.fetch(`/datasets/${datasetId}/customers.csv?filter=${filter}`);
    expect((await list.text()).trim().split('\n')).toHaveLength(1 + rows.filter(holds).length);
  });

  it('keeps the segments that were meant, whatever k is selected later', async () => {
    const { dataset } = await app.query<{
      dataset: {
        activeSegmentation: { id: string; segments: { key: string; name: string; size: number }[] };
      };
    }>('query ($id: ID!) { dataset(id: $id) { activeSegmentation { id segments { key name size } } } }', {
      id: datasetId,
    });
    const { id: segmentationId, segments } = dataset.activeSegmentation;
    const { key, name, size } = segments[0]!;
    const { audience } = await save({ name: 'First', filter: { segmentKey: key } });
    expect(audience).toMatchObject({
      filter: { segmentKey: key, segmentK: 3 },
      sentence: `Customers in “${name}”.`,
      customerCount: size,
    });
    await app.query(
      'mutation ($input: SelectSegmentationKInput!) { selectSegmentationK(input: $input) { segmentation { id } } }',
      { input: { segmentationId, k: 2 } },
    );
    expect(await count({ audienceId: audience!.id })).toBe(size);
  });

  it('can be changed and deleted; what named it is refused from then on', async () => {
    const { audience } = await save({ name: 'Passing', filter: gold });
    const changed = await save({ name: 'Passing by', audienceId: audience!.id, filter: {} });
    expect(changed.audience).toMatchObject({
      id: audience!.id,
      name: 'Passing by',
      sentence: 'All customers.',
      customerCount: 240,
      createdAt: audience!.createdAt,
    });
    const { dataset } = await app.query<{ dataset: { audiences: { edges: { node: { name: string } }[] } } }>(
      'query ($id: ID!) { dataset(id: $id) { audiences { edges { node { name } } } } }',
      { id: datasetId },
    );
    expect(dataset.audiences.edges[0]!.node.name).toBe('Passing by');
    await app.query(
      'mutation ($input: DeleteAudienceInput!) { deleteAudience(input: $input) { deletedAudienceId } }',
      { input: { audienceId: audience!.id } },
    );
    const { errors } = await app.ask(
      'query ($id: ID!, $filter: CustomerFilter) { customers(datasetId: $id, filter: $filter) { totalCount } }',
      { id: datasetId, filter: { audienceId: audience!.id } },
    );
    expect(errors![0]!.extensions).toMatchObject({ code: 'NOT_FOUND', field: ['filter', 'audienceId'] });
  });

  it.each<[string, object, { code: string; field: string[] }]>([
    ['no name', { name: ' ', filter: {} }, { code: 'BAD_USER_INPUT', field: ['name'] }],
    ['a name that is taken', { name: 'GOLD', filter: {} }, { code: 'CONFLICT', field: ['name'] }],
    [
      'a column that is not there',
      { name: 'x', filter: { where: [{ column: 'colour', operator: 'IS_KNOWN' }] } },
      { code: 'UNKNOWN_COLUMN', field: ['filter', 'where', '0', 'column'] },
    ],
    [
      'another audience in its filter',
      { name: 'x', filter: { anyOf: [{ audienceId: 'QXVkaWVuY2U6eA' }] } },
      { code: 'BAD_USER_INPUT', field: ['filter'] },
    ],
  ])('is refused with %s', async (_, input, error) => {
    const { audience, userErrors } = await save(input);
    expect(audience).toBeNull();
    expect(userErrors).toMatchObject([error]);
  });

  it('has no name that looks like that of another in letters of another script, and may have one of any', async () => {
    const cyrillic = '\u0441\u043e\u0441\u043e';
    const { audience } = await save({ name: 'coco', filter: {} });
    const refused = { code: 'CONFLICT', field: ['name'] };
    expect((await save({ name: cyrillic, filter: {} })).userErrors).toMatchObject([refused]);
    const other = await save({ name: 'Лучшие клиенты', filter: {} });
    expect(other.audience!.name).toBe('Лучшие клиенты');
    const renamed = { audienceId: other.audience!.id, filter: {} };
    expect((await save({ ...renamed, name: cyrillic })).userErrors).toMatchObject([refused]);
    expect((await save({ ...renamed, name: 'Лучшие' })).audience!.name).toBe('Лучшие');
    expect((await save({ audienceId: audience!.id, name: cyrillic, filter: {} })).audience!.name).toBe(
      cyrillic,
    );
  });

  it('is of one dataset', async () => {
    const { audience } = await save({ name: 'Here', filter: gold });
    const { errors } = await app.ask(
      'query ($id: ID!, $filter: CustomerFilter) { customers(datasetId: $id, filter: $filter) { totalCount } }',
      { id: other, filter: { audienceId: audience!.id } },
    );
    expect(errors![0]!.extensions!.code).toBe('NOT_FOUND');
    const elsewhere = await save({ datasetId: other, audienceId: audience!.id, name: 'There', filter: gold });
    expect(elsewhere.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['audienceId'] }]);
  });
});
