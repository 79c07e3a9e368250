import { readFileSync } from 'node:fs';
import { buildSchema, type DocumentNode, Kind, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as operations from './index.js';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const documents = Object.entries(operations) as unknown as [string, DocumentNode][];

describe('the typed documents', () => {
  it.each(documents)('%s asks only for what the schema holds', (_name, document) => {
    expect(validate(schema, document).map((error) => error.message)).toEqual([]);
  });

  it.each(documents)('%s is named after its operation', (name, document) => {
    const operation = document.definitions.find(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION,
    );
    expect(operation?.name?.value).toBe(name.replace(/(Query|Mutation|Subscription)$/, ''));
  });
});
