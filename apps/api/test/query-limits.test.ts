import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as operations from '@holdfast/schema';
import { MAX_COLUMNS } from '@holdfast/schema';
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
import type { ColumnCounts } from '../src/platform/graphql/reachable-columns.js';
import { createApiClient } from './client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
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
function largest(name: string, type: GraphQLInputType, entries: number): unknown {
  if (isNonNullType(type)) return largest(name, type.ofType, entries);
  if (isListType(type)) return Array(entries).fill(largest(name, type.ofType, entries));
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(
      required.map((field) => [field.name, largest(field.name, field.type, entries)]),
    );
  }
  if (type.name === 'Int') return name === 'sample' ? 20_000 : 100;
  return { ID: 'x', String: 'x', Float: 1, Boolean: true, JSONObject: {}, DateTime: '2026-01-01T00:00:00Z' }[
    type.name
  ];
}

describe('the documents of our own', () => {
  it('are found', () => expect(documents.length).toBeGreaterThan(30));

  it.each(documents)('%s stays within the limits with the largest pages', (_name, document) => {
    expect(() => checkWith(document, 100, new Map())).not.toThrow();
  });

  it.each(documents)('%s stays within the limits where a dataset has 1,000 columns', (_name, document) => {
    // Of those that are sent along, so many fit.
    expect(() => checkWith(document, 5, new Map([['wide', MAX_COLUMNS]]))).not.toThrow();
  });
});

/** Checks a document with pages of 100, and so many entries in each list that is sent. */
function checkWith(document: DocumentNode, entries: number, counts: ColumnCounts): void {
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)!;
  const variables = Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => {
      const name = variable.name.value;
      return [name, largest(name, typeFromAST(app.schema, type) as GraphQLInputType, entries)];
    }),
  );
  // As it is sent: the printed text has its tokens counted as well.
  const sent = parse(print(document), { maxTokens: MAX_QUERY_TOKENS });
  checkQueryLimits(app.schema, sent, operation, variables, counts);
}

it('answers the introspection of common tools', async () => {
  const answer = await createApiClient(app.url, app.adminKey).query<{ __schema: { types: object[] } }>(
    getIntrospectionQuery(),
  );
  expect(answer.__schema.types.length).toBeGreaterThan(100);
});
