import { buildSubgraphSchema } from '@apollo/subgraph';
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { composeServices } from '@theguild/federation-composition';
import { execute, type GraphQLSchema, parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, createApiClient, type GraphqlAnswer } from './client.js';
import { createShop, type Shop } from './operations/shops.js';
import { createTestApp, type TestApp } from './test-app.js';

/** A help desk that knows customers by our key, and adds to them what it knows. */
const HELP_DESK = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Customer @key(fields: "datasetId externalId") { datasetId: ID! externalId: String! openTickets: Int! }
  type Query { waiting(datasetId: ID!): [Customer!]! }
`);

let app: TestApp;
let own: Shop;
let other: Shop;
/** A key for `own` alone. */
let confined: ApiClient;
let sdl: string;
beforeAll(async () => {
  app = await createTestApp();
  [own, other] = [await createShop(app, 'own'), await createShop(app, 'other')];
  const { createApiKey } = await app.query<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { name: 'gateway', role: 'VIEWER', datasetIds: [own.dataset] } },
  );
  confined = createApiClient(app.url, createApiKey.secret);
  sdl = await (await app.fetch('/graphql/subgraph.graphql')).text();
});
afterAll(() => app.stop());

function compose(): string {
  const composed = composeServices([
    { name: 'holdfast', url: 'http://holdfast/graphql', typeDefs: parse(sdl) },
    { name: 'help-desk', url: 'http://help-desk/graphql', typeDefs: HELP_DESK },
  ]);
  expect(composed.errors ?? []).toEqual([]);
  return composed.supergraphSdl!;
}

/** A gateway before a help desk and `client`, with what it sent there. */
function gateway(client: ApiClient): { schema: GraphQLSchema; sent: string[] } {
  const sent: string[] = [];
  const helpDesk = buildSubgraphSchema({
    typeDefs: HELP_DESK,
    resolvers: {
      Query: {
        waiting: (_: unknown, { datasetId }: { datasetId: string }) =>
          ['own1', 'own2', 'nobody'].map((externalId) => ({ datasetId, externalId, openTickets: 1 })),
      },
      Customer: {
        __resolveReference: (customer: { externalId: string }) => ({
          ...customer,
          openTickets: customer.externalId.length,
        }),
      },
    },
  });
  const schema = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl: compose(),
    onSubschemaConfig: (subschema) => {
      subschema.executor = async ({ document, variables }) => {
        if (subschema.name !== 'HOLDFAST')
          return execute({ schema: helpDesk, document, variableValues: variables ?? {} }) as never;
        sent.push(print(document));
        return (await client.ask(print(document), variables ?? {})) as never;
      };
    },
  });
  return { schema, sent };
}

describe('the subgraph', () => {
  it('composes with another one, and names its entities by their keys', () => {
    const supergraph = compose();
    for (const key of ['datasetId externalId', 'id']) expect(supergraph).toContain(`key: "${key}"`);
    for (const [type, key] of [
      ['Dataset', 'id'],
      ['Customer', 'datasetId externalId'],
      ['Segment', 'id'],
      ['ChurnModel', 'id'],
    ]) {
      expect(sdl).toContain(`type ${type} @key(fields: "${key}")`);
    }
  });

  it('is told by _service as well, to whoever has a key', async () => {
    expect(await confined.query('{ _service { sdl } }')).toEqual({ _service: { sdl } });
    expect((await fetch(`${app.url}/graphql/subgraph.graphql`)).status).toBe(401);
  });

  it('keeps descriptions, and leaves out what gateways add', () => {
    expect(sdl).toContain('"""The customer\'s ID in your own systems; unique in the dataset."""');
    expect(sdl).not.toMatch(/_entities|_service|_Any|_Entity|_Service/);
  });
});

describe('a gateway', () => {
  it('adds what another subgraph knows to our customers', async () => {
    const { schema } = gateway(confined);
    const answer = await execute({
      schema,
      document: parse(
        `{ customers(datasetId: "${own.dataset}", first: 2) { edges { node { externalId openTickets } } } }`,
      ),
    });
    expect(answer).toEqual({
      data: {
        customers: {
          edges: [
            { node: { externalId: 'own0', openTickets: 4 } },
            { node: { externalId: 'own1', openTickets: 4 } },
          ],
        },
      },
    });
  });

  it('adds what we know to the customers of another subgraph, in one request', async () => {
    const { schema, sent } = gateway(confined);
    const document = parse(
      `{ waiting(datasetId: "${own.dataset}") { externalId segment { key } churn { probability } } }`,
    );
    const { data, errors } = await execute({ schema, document });
    const direct = await app.query<{ customer: { segment: object; churn: object } }>(
      `{ customer(datasetId: "${own.dataset}", externalId: "own1") { segment { key } churn { probability } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      waiting: [
        { externalId: 'own1', ...direct.customer },
        { externalId: 'own2', segment: expect.anything(), churn: expect.anything() },
        { externalId: 'nobody', segment: null, churn: null },
      ],
    });
    expect(sent).toHaveLength(1);
  });
});

describe('_entities', () => {
  const ask = (client: ApiClient, representations: unknown[]) =>
    client.ask<{ _entities: unknown[] }>(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        __typename ... on Dataset { name } ... on Customer { externalId datasetId } ... on Segment { key } ... on ChurnModel { version }
      } }`,
      { representations },
    );
  const all = async ({ dataset, customer, churnModel, segmentation }: Shop) => {
    const found = await app.query<{ segmentation: { segments: { id: string; key: string }[] } }>(
      `{ segmentation(id: "${segmentation}") { segments { id key } } }`,
    );
    const [segment] = found.segmentation.segments;
    return [
      { __typename: 'Dataset', id: dataset },
      { __typename: 'Customer', datasetId: dataset, externalId: customer },
      { __typename: 'Segment', id: segment!.id },
      { __typename: 'ChurnModel', id: churnModel },
    ];
  };

  it('finds one of each, in the order that was asked for', async () => {
    const asked = await all(own);
    expect(await ask(confined, [...asked].reverse())).toMatchObject({
      data: {
        _entities: [
          { __typename: 'ChurnModel', version: 1 },
          { __typename: 'Segment', key: expect.any(String) },
          { __typename: 'Customer', externalId: own.customer, datasetId: own.dataset },
          { __typename: 'Dataset', name: 'own' },
        ],
      },
    });
  });

  it('answers for what belongs to another key, and what there is not, as if it did not exist', async () => {
    const strange = [
      { __typename: 'Dataset', id: 'nothing' },
      { __typename: 'Dataset', id: own.churnModel },
      { __typename: 'Customer', datasetId: own.dataset, externalId: 'nobody' },
      { __typename: 'Customer', datasetId: own.dataset, externalId: other.customer },
      { __typename: 'Segment', id: Buffer.from('Segment:x:2:0').toString('base64url') },
      { __typename: 'ChurnModel', id: own.dataset },
    ];
    const answer = await ask(confined, [...(await all(other)), ...strange]);
    expect(answer.errors).toBeUndefined();
    expect(answer.data!._entities).toEqual(Array(10).fill(null));
  });

  it('refuses what is no representation, and says where', async () => {
    const cases: [Record<string, unknown>, string, string][] = [
      [
        {},
        '__typename',
        'representations[1].__typename is no text; it must be one of Dataset, Customer, Segment, ChurnModel.',
      ],
      [
        { __typename: 'Job', id: own.job },
        '__typename',
        'representations[1].__typename is "Job"; it must be one of Dataset, Customer, Segment, ChurnModel.',
      ],
      [{ __typename: 'Dataset', id: 7 }, 'id', 'representations[1].id is no text; Dataset is found by it.'],
      [
        { __typename: 'Customer', datasetId: own.dataset },
        'externalId',
        'representations[1].externalId is no text; Customer is found by it.',
      ],
    ];
    for (const [bad, field, message] of cases) {
      const { errors } = await ask(confined, [{ __typename: 'Dataset', id: own.dataset }, bad]);
      expect(errors).toMatchObject([
        { message, extensions: { code: 'BAD_USER_INPUT', field: ['representations', '1', field] } },
      ]);
    }
  });

  it('takes 1,000 at most, and costs what each of them does', async () => {
    const many = (count: number) =>
      app.ask<{ _entities: object[] }>(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer { externalId } } }',
        { r: Array(count).fill({ __typename: 'Customer', datasetId: own.dataset, externalId: 'own1' }) },
      );
    const costOf = ({ extensions }: GraphqlAnswer<unknown>) => extensions!.cost!.requested;
    const [ten, thousand, more] = [await many(10), await many(1000), await many(1001)];
    expect(thousand.data!._entities).toHaveLength(1000);
    expect([costOf(ten), costOf(thousand)]).toEqual([40, 3010]);
    expect(more.errors).toMatchObject([
      {
        message: 'representations has 1001 entries; it may have 1000.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('is refused where it asks too much of each of many', async () => {
    const { errors } = await app.ask(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Dataset { customers(first: 100) { edges { node { attributes } } } } } }',
      { r: Array(100).fill({ __typename: 'Dataset', id: own.dataset }) },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY' } }]);
  });
});
