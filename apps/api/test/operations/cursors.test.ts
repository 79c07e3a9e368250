import { getNamedType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCsv } from '../import-client.js';
import { createTestApp, type TestApp } from '../test-app.js';
import { type Coordinate, fieldsWithArguments, nameOf, operationOn } from './reach.js';
import { createShop, GENEROUS, type Shop } from './shops.js';

/** A list of the schema about one shop, in one order and with one filter; equal keys are the same entries. */
interface Listing {
  readonly key: string;
  readonly at: Coordinate;
  readonly shop: Shop;
  readonly options: Readonly<Record<string, unknown>>;
}

let app: TestApp;
let north: Shop;
let south: Shop;
let listings: Listing[];
beforeAll(async () => {
  app = await createTestApp({ limits: GENEROUS });
  [north, south] = await Promise.all([createShop(app, 'north'), createShop(app, 'south')]);
  await app.query('mutation ($id: ID!) { deleteDataset(input: { datasetId: $id }) { deletedDatasetId } }', {
    id: await importCsv(app, 'id,a\n1,2\n2,3\n'),
  });
  listings = fieldsWithArguments(app.schema)
    .filter(({ field }) => field.args.some(({ name }) => name === 'after'))
    .flatMap((at) => [...variants(at, north), { at, shop: south, options: {}, key: keyOf(at, south, {}) }]);
});
afterAll(() => app.stop());

/** The orders and filters of a list that are tried. */
function variants(at: Coordinate, shop: Shop): Listing[] {
  const takes = (name: string) => at.field.args.some((arg) => arg.name === name);
  const options: Record<string, unknown>[] = [{}];
  if (takes('orderBy')) {
    options.push({ orderBy: 'CHURN_PROBABILITY_DESC' }, { orderBy: 'CHURN_PROBABILITY_ASC' });
    options.push({ orderBy: 'EXPECTED_LOSS_DESC' });
  }
  if (nameOf(at) === 'Query.auditEvents') {
    options.push({ filter: { outcome: 'DONE' } }, { filter: { datasetId: shop.dataset } });
  } else if (takes('filter')) {
    options.push({ filter: { left: false } }, { filter: { search: '1' } });
    options.push({ filter: { segmentKey: shop.segmentKey } });
  }
  if (takes('states')) options.push({ states: ['COMPLETED'] }, { datasetId: shop.dataset });
  return options.map((option) => ({ key: keyOf(at, shop, option), at, shop, options: option }));
}

/** The customers of a dataset, and the rejected rows of its one import, are shown in two places. */
function keyOf(at: Coordinate, { dataset }: Shop, options: object): string {
  const whole = [
    'datasets',
    'deletedDatasets',
    'jobs',
    'apiKeys',
    'users',
    'webhookEndpoints',
    'auditEvents',
  ].some((list) => nameOf(at) === `Query.${list}`);
  const list = at.type.name === 'Segment' ? nameOf(at) : getNamedType(at.field.type).name;
  return JSON.stringify([list, whole ? null : dataset, options]);
}

interface Answer {
  data: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string; field: string[] } }[];
}

const SELECTION = 'edges { cursor node { __typename } } pageInfo { hasPreviousPage endCursor } totalCount';

async function read({ at, shop, options }: Listing, after?: string): Promise<Answer> {
  const given = { first: 1, ...options, ...(after === undefined ? {} : { after }) };
  const { query, variables } = operationOn(app.schema, shop, at, given, SELECTION);
  return (await app.ask(query, variables)) as Answer;
}

/** The cursors in an answer, in the order of the answer. */
function cursorsIn(answer: Answer): string[] {
  return [...JSON.stringify(answer).matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor]) => cursor!);
}

function expectRefusal({ errors }: Answer, message: RegExp): void {
  for (const { extensions } of errors!) expect(extensions).toEqual({ code: 'BAD_CURSOR', field: ['after'] });
  expect(errors![0]!.message).toMatch(message);
}

describe('the cursor of every list of the schema', () => {
  it('is there to be tried', async () => {
    const names = new Set(listings.map(({ at }) => nameOf(at)));
    const lists = fieldsWithArguments(app.schema).filter(({ field }) =>
      getNamedType(field.type).name.endsWith('Connection'),
    );
    expect([...names].sort()).toEqual(lists.map(nameOf).sort());
    for (const listing of listings) expect(cursorsIn(await read(listing))).not.toEqual([]);
  });

  it('goes on in its own list, wherever that is shown, and in no other', async () => {
    const withCursors = await Promise.all(
      listings.map(async (listing) => ({ ...listing, cursor: cursorsIn(await read(listing))[0]! })),
    );
    for (const into of withCursors) {
      for (const from of withCursors) {
        // Of the variants of another field one is enough.
        if (from.at !== into.at && (from.shop !== north || Object.keys(from.options).length > 0)) continue;
        const answer = await read(into, from.cursor);
        if (from.key === into.key) expect(answer.errors).toBeUndefined();
        else expectRefusal(answer, /^after is a.* cursor.*; it must be one of .+\.$/);
      }
    }
  });

  it('is refused when it is cut, altered, made up, or no cursor at all', async () => {
    for (const listing of listings.filter(({ shop }) => shop === north)) {
      const [cursor] = cursorsIn(await read(listing));
      const middle = cursor!.length >> 1;
      const other = cursor![middle] === 'A' ? 'B' : 'A';
      const none = [
        cursor!.slice(0, -1),
        cursor!.slice(1),
        cursor!.slice(0, middle) + other + cursor!.slice(middle + 1),
        `${cursor}${cursor}`,
        Buffer.from(JSON.stringify(['2026-03-01 12:00:00+00', 'x'])).toString('base64url'),
        '',
        'null',
        '💥',
        '%00',
        'x'.repeat(1_000_000),
      ];
      for (const after of none) expectRefusal(await read(listing, after), /^after is .{0,150}; it must be /);
      for (const after of [`${cursor}\0`, '\0', '\ud800']) {
        const { errors } = await read(listing, after);
        expect(errors![0]!.extensions).toEqual({ code: 'BAD_USER_INPUT', field: ['after'] });
      }
    }
  });
});

describe('a list that changes between two pages', () => {
  const customers = (orderBy?: string) =>
    listings.find(({ at, options }) => nameOf(at) === 'Query.customers' && options.orderBy === orderBy)!;

  it.each(['CHURN_PROBABILITY_DESC', 'EXPECTED_LOSS_DESC'])(
    'goes on by %s, whoever scores',
    async (order) => {
      const [cursor] = cursorsIn(await read(customers(order)));
      const { trainChurnModel } = await app.query<{ trainChurnModel: { job: { id: string } } }>(
        'mutation ($input: TrainChurnModelInput!) { trainChurnModel(input: $input) { job { id } } }',
        { input: { datasetId: north.dataset, algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE', seed: 7 } },
      );
      await app.settled(trainChurnModel.job.id);
      const answer = await read(customers(order), cursor);
      expect(answer.errors).toBeUndefined();
      expect(cursorsIn(answer)).toHaveLength(1);
    },
  );

  it('goes on when the customer of the cursor is erased', async () => {
    const [cursor] = cursorsIn(await read(customers()));
    const before = await read(customers(), cursor);
    await app.query(
      'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { userErrors { code } } }',
      { input: { datasetId: north.dataset, externalId: north.customer } },
    );
    expect(cursorsIn(await read(customers(), cursor))).toEqual(cursorsIn(before));
  });
});
