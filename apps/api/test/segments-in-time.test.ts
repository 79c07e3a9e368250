import { createRandom } from '@holdfast/ml-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
let first: string;

const random = createRandom(3);
const near = (centre: number, spread: number) => (centre + spread * random.normal()).toFixed(2);
/** Three kinds of customers, a hundred each; the third one differs in its plan as well. */
const KINDS = [
  () => `${near(10, 1)},${near(5, 0.5)},basic,no`,
  () => `${near(50, 1)},${near(5, 0.5)},${random.next() < 0.5 ? 'basic' : 'gold'},no`,
  () => `${near(50, 1)},${near(30, 0.5)},gold,yes`,
];
const csv = `id,spend,visits,plan,club\n${KINDS.flatMap((kind, i) =>
  Array.from({ length: 100 }, (_, n) => `${'abc'[i]}${n},${kind()}\n`),
).join('')}`;

beforeAll(async () => {
  app = await createTestApp();
  datasetId = await importCsv(app, csv);
  first = await fit(3, 0);
});
afterAll(() => app.stop());

async function fit(k: number, seed: number, features?: string[]): Promise<string> {
  const { fitSegmentation } = await app.query<{
    fitSegmentation: { segmentation: { id: string }; job: { id: string } };
  }>(
    'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { segmentation { id } job { id } } }',
    { input: { datasetId, maxK: 5, k, seed, ...(features && { features }) } },
  );
  expect((await app.settled(fitSegmentation.job.id)).state).toBe('COMPLETED');
  return fitSegmentation.segmentation.id;
}

interface SegmentAnswer {
  key: string;
  name: string;
  automaticName: string;
  size: number;
}

async function segments(id: string, k?: number): Promise<SegmentAnswer[]> {
  const { segmentation } = await app.query<{ segmentation: { segments: SegmentAnswer[] } }>(
    `query ($id: ID!, $k: Int) { segmentation(id: $id) { segments(k: $k) { key name automaticName size } } }`,
    { id, k },
  );
  return segmentation.segments;
}

async function segmentOf(externalId: string): Promise<string> {
  const { customer } = await app.query<{ customer: { segment: { key: string } } }>(
    'query ($d: ID!, $e: String!) { customer(datasetId: $d, externalId: $e) { segment { key } } }',
    { d: datasetId, e: externalId },
  );
  return customer.segment.key;
}

async function rename(key: string, name: string, segmentationId = first) {
  const { renameSegment } = await app.query<{
    renameSegment: {
      segment: SegmentAnswer | null;
      userErrors: { code: string; field: string[]; message: string }[];
    };
  }>(
    `mutation ($input: RenameSegmentInput!) { renameSegment(input: $input) {
      segment { key name automaticName size } segmentation { id } userErrors { code field message } } }`,
    { input: { segmentationId, key, name } },
  );
  return renameSegment;
}

async function select(segmentationId: string, k: number): Promise<void> {
  const { selectSegmentationK } = await app.query<{ selectSegmentationK: { userErrors: object[] } }>(
    'mutation ($input: SelectSegmentationKInput!) { selectSegmentationK(input: $input) { userErrors { code } } }',
    { input: { segmentationId, k } },
  );
  expect(selectSegmentationK.userErrors).toEqual([]);
}

describe('the note that a user writes about a segment', () => {
  async function note(key: string, text: string) {
    const { noteSegment } = await app.query<{
      noteSegment: {
        segment: { note: string | null } | null;
        userErrors: { code: string; field: string[] }[];
      };
    }>(
      `mutation ($input: NoteSegmentInput!) { noteSegment(input: $input) {
        segment { note } userErrors { code field } } }`,
      { input: { segmentationId: first, key, note: text } },
    );
    return noteSegment;
  }

  it('stays with its customers over other numbers of segments and refits, until it is taken back', async () => {
    const key = await segmentOf('c0');
    expect(await note(key, ' Ask Ann\u202e\nfirst. ')).toEqual({
      segment: { note: 'Ask Ann\nfirst.' },
      userErrors: [],
    });
    const second = await fit(3, 11);
    const { segmentation } = await app.query<{
      segmentation: { segments: { key: string; note: string | null }[] };
    }>('query ($id: ID!) { segmentation(id: $id) { segments { key note } } }', { id: second });
    expect(segmentation.segments.find((own) => own.key === key)?.note).toBe('Ask Ann\nfirst.');
    await select(first, 3);
    expect((await note(key, ' ')).segment).toEqual({ note: null });
  });

  it('must be short, and of a segment that is there', async () => {
    const key = await segmentOf('a0');
    expect((await note(key, 'x'.repeat(1001))).userErrors).toEqual([
      { code: 'BAD_USER_INPUT', field: ['note'] },
    ]);
    expect((await note('none', 'x')).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['key'] }]);
  });
});

describe('the name that a user gives a segment', () => {
  it('is seen wherever the segment is, and stays over other numbers of segments and refits', async () => {
    const key = await segmentOf('c0');
    const { segment, userErrors } = await rename(key, '  Club \n members ');
    expect(userErrors).toEqual([]);
    expect(segment).toMatchObject({ key, name: 'Club members', size: 100 });
    expect(segment!.automaticName).not.toBe('Club members');
    const nameOf = async (id: string, k?: number) =>
      (await segments(id, k)).find((own) => own.key === key)?.name;
    expect(await nameOf(first)).toBe('Club members');
    const { score, customers } = await app.query<{
      score: { segmentName: string }[];
      customers: { edges: { node: { segment: { name: string } } }[] };
    }>(
      `query ($d: ID!) {
        score(datasetId: $d, customers: [{ spend: 50, visits: 30, plan: "gold", club: true }]) { segmentName }
        customers(datasetId: $d, first: 1, filter: { search: "c7" }) { edges { node { segment { name } } } } }`,
      { d: datasetId },
    );
    expect(score[0]!.segmentName).toBe('Club members');
    expect(customers.edges[0]!.node.segment.name).toBe('Club members');
    const list = await app.fetch(
      `/datasets/${datasetId}/customers.csv?filter=${encodeURIComponent('{"search":"c7"}')}`,
    );
    expect(await list.text()).toContain('Club members');

    await select(first, 2);
    await select(first, 3);
    const second = await fit(3, 9);
    expect(await segmentOf('c0')).toBe(key);
    expect(await nameOf(second)).toBe('Club members');
    await select(first, 3);
  });

  it('is taken back by a blank one', async () => {
    const key = await segmentOf('a0');
    await rename(key, 'Others');
    const { segment } = await rename(key, ' ');
    expect(segment!.name).toBe(segment!.automaticName);
  });

  it('must be short, another than that of its neighbours, and of a segment that is there', async () => {
    const [a, b] = [await segmentOf('a0'), await segmentOf('b0')];
    await rename(a, 'Quiet');
    const errors = [
      await rename(b, 'quiet'),
      await rename(b, 'x'.repeat(61)),
      await rename('none', 'Fine'),
    ].map(({ userErrors }) => userErrors[0]);
    expect(errors).toEqual([
      expect.objectContaining({
        code: 'CONFLICT',
        message: expect.stringMatching(/^“Quiet” is the name of another/),
      }),
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: 'name has 61 characters; it must have at most 60.',
      }),
      expect.objectContaining({ code: 'NOT_FOUND', field: ['key'] }),
    ]);
    await rename(a, '');
  });

  it('must not look like that of a neighbour in letters of another script, and may be of any', async () => {
    const [a, b] = [await segmentOf('a0'), await segmentOf('b0')];
    await rename(a, 'coco');
    const { userErrors } = await rename(b, '\u0441\u043e\u0441\u043e');
    expect(userErrors).toMatchObject([{ code: 'CONFLICT', field: ['name'] }]);
    expect((await rename(b, 'Лучшие клиенты')).segment!.name).toBe('Лучшие клиенты');
    await rename(a, '');
    await rename(b, '');
  });
});

describe('two segments', () => {
  const COMPARE = `query ($id: ID!, $a: String!, $b: String!) { segmentation(id: $id) { compare(keyA: $a, keyB: $b) {
    feature meanA meanB difference value shareA shareB topValueA topValueB } } }`;

  it('are compared column by column, what differs most first, numbers and values alike', async () => {
    const [a, c] = [await segmentOf('a0'), await segmentOf('c0')];
    const { segmentation } = await app.query<{ segmentation: { compare: Record<string, unknown>[] } }>(
      COMPARE,
      { id: first, a: c, b: a },
    );
    const by = new Map(segmentation.compare.map((row) => [row.feature as string, row]));
    // A share of all against one of nobody is π apart.
    expect(by.get('plan')).toMatchObject({ shareA: 1, shareB: 0, topValueA: 'gold', topValueB: 'basic' });
    expect(by.get('plan')!.value).toBe('gold');
    expect(by.get('plan')!.difference).toBeCloseTo(Math.PI, 9);
    expect(by.get('club')).toMatchObject({ value: 'true', shareA: 1, shareB: 0, meanA: 1, meanB: 0 });
    const visits = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[2]));
    const mean = visits.reduce((sum, value) => sum + value, 0) / visits.length;
    const deviation = Math.sqrt(visits.reduce((sum, value) => sum + (value - mean) ** 2, 0) / visits.length);
    const meanOf = (from: number) =>
      visits.slice(from, from + 100).reduce((sum, value) => sum + value, 0) / 100;
    expect(by.get('visits')!.difference).toBeCloseTo((meanOf(200) - meanOf(0)) / deviation, 6);
    const sizes = segmentation.compare.map(({ difference }) => Math.abs(difference as number));
    expect(sizes).toEqual([...sizes].sort((x, y) => y - x));
  });

  it('must both be there', async () => {
    const { errors } = await app.ask(COMPARE, { id: first, a: 'none', b: await segmentOf('a0') });
    expect(errors![0]!.message).toMatch(/^keyA is "none"; it must be one of /);
  });
});

describe('a customer', () => {
  const CUSTOMER = `query ($d: ID!, $e: String!) { customer(datasetId: $d, externalId: $e) {
    typicality secondSegment { key } segment { key } segmentHistory { segmentKey segmentName since } } }`;
  interface CustomerAnswer {
    typicality: number;
    secondSegment: { key: string };
    segment: { key: string };
    segmentHistory: { segmentKey: string; segmentName: string; since: string }[];
  }
  const read = async (e: string) =>
    (await app.query<{ customer: CustomerAnswer }>(CUSTOMER, { d: datasetId, e })).customer;
  const upsert = (externalId: string, attributes: object) =>
    app.query(
      'mutation ($input: UpsertCustomersInput!) { upsertCustomers(input: $input) { created updated } }',
      { input: { datasetId, customers: [{ externalId, attributes }] } },
    );

  it('is more typical the nearer to the centre, and has a next segment', async () => {
    const [a, b] = [await segmentOf('a0'), await segmentOf('b0')];
    await upsert('middle', { spend: 30.1, visits: 5, plan: 'basic', club: false });
    await upsert('centre', { spend: 10, visits: 5, plan: 'basic', club: false });
    await app.idle(datasetId);
    const [centre, middle] = [await read('centre'), await read('middle')];
    expect(centre.segment.key).toBe(a);
    expect(centre.secondSegment.key).toBe(b);
    expect(centre.typicality).toBeGreaterThan(0.9);
    expect(middle.typicality).toBeLessThan(0.4);
    expect(middle.typicality).toBeGreaterThanOrEqual(0);
    expect(new Set([middle.segment.key, middle.secondSegment.key])).toEqual(new Set([a, b]));
  });

  it('has a history: where it was, since when, and nothing of it once it is erased', async () => {
    const [a, c] = [await segmentOf('a1'), await segmentOf('c1')];
    const began = new Date();
    await upsert('a1', { spend: 50, visits: 30, plan: 'gold', club: true });
    await app.idle(datasetId);
    expect(await segmentOf('a1')).toBe(c);
    await upsert('newcomer', { spend: 50, visits: 30, plan: 'gold', club: true });
    await app.idle(datasetId);
    const [moved, stayed, newcomer] = [await read('a1'), await read('a2'), await read('newcomer')];
    const keys = ({ segmentHistory }: CustomerAnswer) => segmentHistory.map(({ segmentKey }) => segmentKey);
    expect([keys(moved).at(-2), keys(moved).at(-1)]).toEqual([a, c]);
    expect(new Date(moved.segmentHistory.at(-1)!.since).getTime()).toBeGreaterThanOrEqual(began.getTime());
    expect(keys(stayed).at(-1)).toBe(a);
    expect(keys(newcomer)).toEqual([c]);
    expect(new Date(newcomer.segmentHistory[0]!.since).getTime()).toBeGreaterThanOrEqual(began.getTime());
    expect(moved.segmentHistory.at(-1)!.segmentName).toBe('Club members');
    await app.query('mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { erased } }', {
      input: { datasetId, externalId: 'a1' },
    });
    await app.idle(datasetId);
    expect(
      await app.dataSource.query(
        'select count(*)::int as moves from segment_moves m where not exists (select from customers c where c.row = m.row)',
      ),
    ).toEqual([{ moves: 0 }]);
  });
});

describe('a segmentation after another', () => {
  const CHANGE = `query ($id: ID!) { segmentation(id: $id) { change { previous { id } previousK sharedCustomers keptShare
    flows { fromKey toKey customers } events { kind keys sentence } } } }`;
  interface Change {
    previous: { id: string };
    previousK: number;
    sharedCustomers: number;
    keptShare: number;
    flows: { fromKey: string | null; toKey: string | null; customers: number }[];
    events: { kind: string; keys: string[]; sentence: string }[];
  }
  const change = async (id: string) =>
    (await app.query<{ segmentation: { change: Change | null } }>(CHANGE, { id })).segmentation.change;

  it('says who went from where to where, and what became of the segments', async () => {
    const [a, b, c] = [await segmentOf('a0'), await segmentOf('b0'), await segmentOf('c0')];
    const merged = await fit(2, 0, ['spend']);
    const [low, high] = [await segmentOf('a0'), await segmentOf('c0')];
    expect(await segmentOf('b0')).toBe(high);
    const told = (await change(merged))!;
    expect(told.previous.id).toBe(first);
    expect(told.previousK).toBe(3);
    const count = (from: string, to: string) =>
      told.flows.find(({ fromKey, toKey }) => fromKey === from && toKey === to)?.customers ?? 0;
    const sizes = new Map((await segments(first, 3)).map(({ key, size }) => [key, size]));
    expect([count(b, high), count(c, high)]).toEqual([sizes.get(b), sizes.get(c)]);
    expect(count(a, low)).toBeGreaterThan(95);
    expect(told.sharedCustomers).toBe(told.flows.reduce((sum, { customers }) => sum + customers, 0));
    expect(told.events.map(({ kind }) => kind).sort()).toEqual(['KEPT', 'MERGED']);
    expect(told.events.find(({ kind }) => kind === 'MERGED')!.sentence).toMatch(
      /put together from .*“Club members”/,
    );
  });

  it('of which there is none before the first', async () => {
    const other = await importCsv(app, csv);
    const { fitSegmentation } = await app.query<{
      fitSegmentation: { segmentation: { id: string }; job: { id: string } };
    }>(
      'mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { segmentation { id } job { id } } }',
      { input: { datasetId: other, maxK: 3 } },
    );
    await app.settled(fitSegmentation.job.id);
    expect(await change(fitSegmentation.segmentation.id)).toBeNull();
  });
});
