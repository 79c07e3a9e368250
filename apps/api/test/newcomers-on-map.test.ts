import { createRandom } from '@holdfast/ml-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const random = createRandom(3);
/** Two clouds of customers, the second of them ten. */
const people = Array.from({ length: 300 }, (_, i) => {
  const [age, spend] = i % 30 === 1 ? [60, 900] : [30, 200];
  return { id: `c${i}`, age: age + 2 * random.normal(), spend: spend + 20 * random.normal() };
});
const csv = ['id,age,spend', ...people.map(({ id, age, spend }) => `${id},${age},${spend}`)].join('\n');

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv);
  await fit();
});
afterAll(() => app.stop());

async function fit(): Promise<void> {
  const document = `mutation ($input: FitSegmentationInput!) {
    fitSegmentation(input: $input) { job { id } userErrors { message } }
  }`;
  const { fitSegmentation } = await app.query<{
    fitSegmentation: { job: { id: string }; userErrors: object[] };
  }>(document, { input: { datasetId, features: ['age', 'spend'], minK: 2, maxK: 2 } });
  expect(fitSegmentation.userErrors).toEqual([]);
  expect(await app.settled(fitSegmentation.job.id)).toEqual({ state: 'COMPLETED', error: null });
}

async function upsert(customers: readonly { id: string; age: number; spend: number }[]): Promise<void> {
  const document = `mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { userErrors { message } } }`;
  const input = {
    datasetId,
    customers: customers.map(({ id, ...attributes }) => ({ externalId: id, attributes })),
  };
  expect(await app.query(document, { input })).toEqual({ upsertCustomers: { userErrors: [] } });
  // The answer does not wait for a busy machine to place them.
  await app.idle(datasetId);
}

/** The place and the segment of each customer on the map. */
async function map(sample = 20_000): Promise<Map<string, { x: number; y: number; segment: number }>> {
  const document = `query ($id: ID!, $sample: Int!) { dataset(id: $id) { activeSegmentation {
    projection(sample: $sample) { externalIds x y segmentIndex } } } }`;
  const { dataset } = await app.query<{
    dataset: {
      activeSegmentation: {
        projection: { externalIds: string[]; x: number[]; y: number[]; segmentIndex: number[] };
      };
    };
  }>(document, { id: datasetId, sample });
  const { externalIds, x, y, segmentIndex } = dataset.activeSegmentation.projection;
  return new Map(externalIds.map((id, i) => [id, { x: x[i]!, y: y[i]!, segment: segmentIndex[i]! }]));
}

async function erase(externalId: string): Promise<void> {
  const document =
    'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { userErrors { message } } }';
  await app.query(document, { input: { datasetId, externalId } });
}

describe('customers who come after a fit', () => {
  const twins = people.slice(0, 50).map((person) => ({ ...person, id: `twin of ${person.id}` }));

  it('stand where those stand who were as they are when it was fitted', async () => {
    expect(await map()).toHaveLength(300);
    await upsert(twins);
    const found = await map();
    expect(found.size).toBe(350);
    for (const { id } of people.slice(0, 50)) {
      const [first, twin] = [found.get(id)!, found.get(`twin of ${id}`)!];
      expect(twin.segment).toBe(first.segment);
      expect(twin.x).toBeCloseTo(first.x, 9);
      expect(twin.y).toBeCloseTo(first.y, 9);
    }
  });

  it('are among the others in the order that samples are cut from', async () => {
    const found = [...(await map(100)).keys()];
    const newcomers = found.filter((id) => id.startsWith('twin'));
    // 14 are expected; fewer than 4 or more than 26 come once in a thousand draws.
    expect(newcomers.length).toBeGreaterThan(3);
    expect(newcomers.length).toBeLessThan(27);
  });

  it('move on the map as they change, as all others do', async () => {
    const [from, to] = [people[0]!, people[1]!];
    await upsert([
      { ...from, age: to.age, spend: to.spend },
      { ...twins[2]!, age: to.age, spend: to.spend },
    ]);
    const found = await map();
    for (const id of [from.id, twins[2]!.id]) {
      expect(found.get(id)!.segment).toBe(found.get(to.id)!.segment);
      expect(found.get(id)!.x).toBeCloseTo(found.get(to.id)!.x, 9);
    }
  });

  it('leave no mark when they are erased', async () => {
    await erase(twins[4]!.id);
    const found = await map();
    expect(found.has(twins[4]!.id)).toBe(false);
    expect(found.size).toBe(349);
  });

  it('have the mark of their segment, where it is of newcomers alone', async () => {
    const segment = (await map()).get('c1')!.segment;
    const others = [...(await map())].filter(([, place]) => place.segment === segment).map(([id]) => id);
    for (const id of others) await erase(id);
    expect([...(await map()).values()].filter((place) => place.segment === segment)).toEqual([]);
    await upsert([{ ...people[1]!, id: 'the only one' }]);
    const found = await map(2);
    expect([...found].filter(([, place]) => place.segment === segment).map(([id]) => id)).toEqual([
      'the only one',
    ]);
  });
});

describe('a shape on the map', () => {
  interface Listed {
    totalCount: number;
    edges: { node: { externalId: string } }[];
  }

  async function inside(mapArea: object): Promise<string[]> {
    const document = `query ($id: ID!, $filter: CustomerFilter!) {
      customers(datasetId: $id, filter: $filter, first: 100) { totalCount edges { node { externalId } } } }`;
    const { customers } = await app.query<{ customers: Listed }>(document, {
      id: datasetId,
      filter: { mapArea },
    });
    expect(customers.totalCount).toBe(customers.edges.length);
    return customers.edges.map(({ node }) => node.externalId).sort();
  }

  const segmentation = async () =>
    (
      await app.query<{ dataset: { activeSegmentation: { id: string } } }>(
        'query ($id: ID!) { dataset(id: $id) { activeSegmentation { id } } }',
        { id: datasetId },
      )
    ).dataset.activeSegmentation.id;

  it('lists whoever lies in it, those who come later included, and an export has the same', async () => {
    const places = [...(await map())];
    // The order of the map is drawn; newcomers, and the first one, who has changed, are not as `people` says.
    const twin = people[20]!;
    const { x, y } = new Map(places).get(twin.id)!;
    // A diamond: whoever is near in both directions together.
    const area = { x: [x - 0.1, x, x + 0.1, x], y: [y, y - 0.1, y, y + 0.1] };
    const near = places
      .filter(([, place]) => Math.abs(place.x - x) + Math.abs(place.y - y) < 0.1)
      .map(([id]) => id);
    expect(near.length).toBeGreaterThan(1);
    expect(near.length).toBeLessThan(100);
    const mapArea = { segmentationId: await segmentation(), ...area };
    expect(await inside(mapArea)).toEqual(near.sort());
    await upsert([{ ...twin, id: 'within' }]);
    expect(await inside(mapArea)).toEqual([...near, 'within'].sort());
    const query = `filter=${encodeURIComponent(JSON.stringify({ mapArea }))}`;
    const csv = await (await app.fetch(`/datasets/${datasetId}/customers.csv?${query}`)).text();
    expect(csv.trimEnd().split('\n')).toHaveLength(near.length + 2);
  });

  it('is refused with fewer than three corners, or of a map that is not there', async () => {
    const refusal = async (mapArea: object) => {
      const { errors } = await app.ask(
        'query ($id: ID!, $filter: CustomerFilter!) { customers(datasetId: $id, filter: $filter) { totalCount } }',
        { id: datasetId, filter: { mapArea } },
      );
      return [errors![0]!.extensions!.code, errors![0]!.message];
    };
    const segmentationId = await segmentation();
    expect(await refusal({ segmentationId, x: [0, 1], y: [0, 1] })).toEqual([
      'BAD_USER_INPUT',
      'x has 2 entries; it must have 3..100.',
    ]);
    expect(await refusal({ segmentationId, x: [0, 1, 1], y: [0, 1, 2e9] })).toEqual([
      'BAD_USER_INPUT',
      'y has 2000000000; it must be −1e9..1e9.',
    ]);
    expect(await refusal({ segmentationId, x: [0, 1, 1], y: [0, 1, 1, 0] })).toEqual([
      'BAD_USER_INPUT',
      'y has 4 entries; it must have as many as x, 3.',
    ]);
    const gone = Buffer.from('Segmentation:00000000-0000-4000-8000-000000000000').toString('base64url');
    expect((await refusal({ segmentationId: gone, x: [0, 1, 1], y: [0, 0, 1] }))[0]).toBe('NOT_FOUND');
  });
});

describe('a map of more customers than it shows', () => {
  /** As if it had room for so many, and had been made of this share of its customers. */
  const make = (size: number, reach: number) =>
    app.dataSource.query('update segmentations set map_size = $1, map_reach = $2 where active', [
      size,
      reach,
    ]);
  const come = (name: string, like: number) =>
    upsert(Array.from({ length: 500 }, (_, i) => ({ ...people[like]!, id: `${name}${i}` })));
  const shown = async (name: string) =>
    [...(await map()).keys()].filter((key) => key.startsWith(name)).length;

  // One in ten of 500: 20 to 85 but for one in a hundred thousand draws.
  function expectTenth(count: number): void {
    expect(count).toBeGreaterThan(19);
    expect(count).toBeLessThan(86);
  }

  it('is not filled with whoever comes next where somebody on it was erased', async () => {
    await make((await map()).size, 0.1);
    await erase(people[6]!.id);
    await come('next', 0);
    expectTenth(await shown('next'));
  });

  it('goes on showing a sample of them all, and whoever comes to a segment that has hardly anybody', async () => {
    const before = await map();
    await make(Math.round(before.size / 10), 1);
    await come('many', 0);
    expectTenth(await shown('many'));
    await come('few', 1);
    expect(await shown('few')).toBe(500);
    const found = await map();
    for (const [key, place] of before) expect(found.get(key)).toEqual(place);
  });
});
