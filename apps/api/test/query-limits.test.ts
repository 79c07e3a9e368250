import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as operations from '@holdfast/schema';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLOutputType,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  typeFromAST,
  visit,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTROSPECTION } from '../src/platform/graphql/complexity.js';
import { checkQueryLimits, MAX_QUERY_TOKENS } from '../src/platform/graphql/query-limits.js';
import { createApiClient } from './client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
  const rows = Array.from({ length: 100 }, (_, i) => `c${i},${i},${(i * 7) % 31}`);
  datasetId = await importCsv(app, ['id,visits,spend', ...rows].join('\n'), { analyse: true });
  await app.idle(datasetId);
});
afterAll(() => app.stop());

const isList = (type: GraphQLOutputType) => isListType(getNullableType(type));
/** A page is counted where it is asked for: its `edges` count nothing themselves. */
const isPage = (type: GraphQLOutputType) => {
  const named = getNamedType(type);
  return isObjectType(named) && 'edges' in named.getFields();
};

describe('the schema', () => {
  it('declares what every list and every page costs', () => {
    const silent: string[] = [];
    for (const type of Object.values(app.schema.getTypeMap())) {
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        const name = `${type.name}.${field.name}`;
        const declared = isIntrospectionType(type) ? INTROSPECTION[name] : field.extensions.complexity;
        if (isList(field.type) && declared === undefined) silent.push(name);
        if (isPage(field.type) && typeof declared !== 'function') silent.push(name);
      }
    }
    expect(silent).toEqual([]);
  });
});

const WEB = join(import.meta.dirname, '../../web/src');

/** The texts of the dashboard's documents, which stand in calls of `graphql`. */
const texts = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(join(WEB, file), 'utf8').matchAll(/\bgraphql\(\s*`([^`]*)`/g)])
  .map(([, text]) => text!);
const ofDashboard = texts.flatMap((text) => parse(text).definitions);
const fragments = new Map(
  ofDashboard.flatMap((definition) =>
    definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
  ),
);

/** An operation with the fragments that it uses. */
function complete(operation: OperationDefinitionNode): DocumentNode {
  const used = new Set<FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode) => {
    visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value)!;
        if (used.has(fragment)) return;
        used.add(fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  return { kind: Kind.DOCUMENT, definitions: [operation, ...used] };
}

const documents: [string, DocumentNode][] = [
  ...ofDashboard.flatMap((definition): [string, DocumentNode][] =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [[`${definition.name?.value} of the dashboard`, complete(definition)]]
      : [],
  ),
  ...Object.entries(operations).flatMap(([name, exported]): [string, DocumentNode][] =>
    /(Query|Mutation|Subscription)$/.test(name) ? [[name, exported as unknown as DocumentNode]] : [],
  ),
  ['introspection', parse(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }))],
];

/** The largest value that a variable may have. */
function largest(name: string, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return largest(name, type.ofType);
  if (isListType(type)) return Array(100).fill(largest(name, type.ofType));
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, largest(field.name, field.type)]));
  }
  if (type.name === 'Int') return name === 'sample' ? 20_000 : 100;
  return { ID: 'x', String: 'x', Float: 1, Boolean: true, JSONObject: {}, DateTime: '2026-01-01T00:00:00Z' }[
    type.name
  ];
}

describe('the documents of our own', () => {
  it('are found', () => expect(documents.length).toBeGreaterThan(30));

  it.each(documents)('%s stays within the limits with the largest pages', (_name, document) => {
    const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)!;
    const variables = Object.fromEntries(
      (operation.variableDefinitions ?? []).map(({ variable, type }) => {
        const name = variable.name.value;
        return [name, largest(name, typeFromAST(app.schema, type) as GraphQLInputType)];
      }),
    );
    // As it is sent: the printed text has its tokens counted as well.
    expect(() =>
      checkQueryLimits(
        app.schema,
        parse(print(document), { maxTokens: MAX_QUERY_TOKENS }),
        operation,
        variables,
      ),
    ).not.toThrow();
  });
});

const post = (body: object) =>
  app.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('a request that is too large', () => {
  const page = (inner: string) =>
    `customers(first: 60) { ... on CustomerConnection { edges { node { ${inner} } } } }`;
  const aliases = (count: number, field: string) =>
    Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ');
  const attacks: [string, () => object][] = [
    [
      'pages in pages by fragments',
      () => ({
        query: `query ($id: ID!) { dataset(id: $id) { ${page(`segment { ${page(`segment { ${page('id')} }`)} }`)} } }`,
      }),
    ],
    [
      '150 aliases of scores',
      () => ({
        query: `query ($id: ID!, $c: [JSONObject!]!) { ${aliases(150, 'score(datasetId: $id, customers: $c) { probability }')} }`,
        variables: { c: Array(100).fill({}) },
      }),
    ],
    [
      '20 aliases of the picture of the customers',
      () => ({
        query: `query ($id: ID!) { dataset(id: $id) { activeSegmentation { ${aliases(20, 'projection(sample: 20000) { x y externalIds }')} } } }`,
      }),
    ],
    [
      '100 aliases of the histograms of every column',
      () => ({
        query: `query ($id: ID!) { dataset(id: $id) { columns { ${aliases(100, 'histogram(bins: 99) { counts }')} } } }`,
      }),
    ],
    [
      '20 aliases of a profit curve',
      () => ({
        query: `query ($id: ID!) { dataset(id: $id) { champion { ${aliases(20, 'profitCurve(contactCost: 1, saveRate: 0.5, customerValue: 1) { threshold }')} } } }`,
      }),
    ],
  ];

  it.each(attacks)('is refused: %s', async (_name, attack) => {
    const { query, variables } = attack() as { query: string; variables?: object };
    const answer = await post({ query, variables: { id: datasetId, ...variables } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      errors: [
        {
          message: expect.stringMatching(
            /^The query costs [\d,]+; it may cost 30,000\. Ask for smaller pages/,
          ),
          extensions: { code: 'QUERY_TOO_COSTLY' },
        },
      ],
    });
  });

  it.each([
    ['1,001 fields', `{ viewer { ${aliases(1001, 'id')} } }`],
    ['20 levels', `{ __schema { types { ${'ofType { '.repeat(17)} name ${'} '.repeat(17)} } } }`],
    ['20,000 tokens', `{ viewer { ${'id '.repeat(20_000)} } }`],
  ])('is refused by its shape: %s', async (_name, query) => {
    const answer = await post({ query });
    const { errors } = (await answer.json()) as { errors?: { extensions: object }[] };
    expect([answer.status, errors?.[0]?.extensions]).toEqual([400, { code: 'BAD_USER_INPUT' }]);
  });

  it('is no trouble where it is nested without end', async () => {
    for (const query of [
      `{ viewer { ${'... on Viewer { '.repeat(740)} id ${'} '.repeat(740)} } }`,
      `query ($v: ${'['.repeat(1400)}ID${']'.repeat(1400)}) { viewer { id } }`,
      `{ score(datasetId: "x", customers: ${'['.repeat(1400)}${']'.repeat(1400)}) { probability } }`,
    ]) {
      expect([200, 400]).toContain((await post({ query })).status);
    }
  });

  it('is refused by a list in its variables, before anything is read of it', async () => {
    const answer = await post({
      query: 'query ($s: [RunStatus!]) { jobs(states: $s) { totalCount } }',
      variables: { s: Array(10_001).fill('FAILED') },
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { errors: [{ message: 'A list in the variables has 10,001 entries; it may have 10,000.' }] },
    ]);
  });
});

it('answers the introspection of common tools', async () => {
  const answer = await createApiClient(app.url, app.adminKey).query<{ __schema: { types: object[] } }>(
    getIntrospectionQuery(),
  );
  expect(answer.__schema.types.length).toBeGreaterThan(100);
});
