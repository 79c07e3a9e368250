// Writes our typed documents as a collection that Postman, Insomnia and Bruno import: node scripts/collection.mjs
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kind, print } from 'graphql';

/** Where the collection is kept. */
export const COLLECTION_FILE = join(import.meta.dirname, '../holdfast.postman_collection.json');

/** What stands for a value until somebody fills it in. */
const EXAMPLES = { Int: 10, Float: 0.5, Boolean: true };

/** The collection of some documents: each that can be posted is a request, so subscriptions are none. */
export function collectionOf(documents) {
  const operations = documents
    .flatMap((document) => document.definitions.map((operation) => ({ document, operation })))
    .filter(
      ({ operation }) =>
        operation.kind === Kind.OPERATION_DEFINITION && operation.operation !== 'subscription',
    );
  return {
    info: {
      name: 'Holdfast',
      description:
        'Set "url" and "key" in the variables of this collection, then fill in those of a request.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{key}}', type: 'string' }] },
    variable: [
      { key: 'url', value: 'http://127.0.0.1:4000' },
      { key: 'key', value: '' },
    ],
    item: operations.map(({ document, operation }) => ({
      name: operation.name.value,
      request: {
        method: 'POST',
        header: [],
        url: '{{url}}/graphql',
        body: { mode: 'graphql', graphql: { query: print(document), variables: variablesOf(operation) } },
      },
    })),
  };
}

function variablesOf({ variableDefinitions = [] }) {
  const examples = variableDefinitions.map(({ variable, type }) => [variable.name.value, exampleOf(type)]);
  return JSON.stringify(Object.fromEntries(examples), null, 2);
}

function exampleOf(type) {
  if (type.kind === Kind.NON_NULL_TYPE) return exampleOf(type.type);
  if (type.kind === Kind.LIST_TYPE) return [exampleOf(type.type)];
  const name = type.name.value;
  return EXAMPLES[name] ?? (/Input$|^JSONObject$/.test(name) ? {} : '');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const exported = Object.values(await import('../dist/index.js'));
  const collection = collectionOf(exported.filter((value) => value?.kind === Kind.DOCUMENT));
  writeFileSync(COLLECTION_FILE, `${JSON.stringify(collection, null, 2)}\n`);
}
