import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a script without types
import { COLLECTION_FILE, collectionOf } from '../scripts/collection.mjs';
import * as operations from './operations/index.js';

interface Collection {
  readonly item: { name: string; request: { body: { graphql: { query: string; variables: string } } } }[];
}

const kept = JSON.parse(readFileSync(COLLECTION_FILE, 'utf8')) as Collection;
const documents = Object.values(operations) as DocumentNode[];

describe('the collection of requests', () => {
  it('is the one of our documents; if not: pnpm --filter @holdfast/schema collection', () => {
    expect(kept.item.map(({ name }) => name).length).toBeGreaterThan(4);
    expect(byName(kept)).toEqual(byName(collectionOf(documents) as Collection));
  });

  it('names every variable that a request has', () => {
    for (const { request } of kept.item) {
      const { query, variables } = request.body.graphql;
      const [operation] = parse(query).definitions;
      const names = (operation as { variableDefinitions?: { variable: { name: { value: string } } }[] })
        .variableDefinitions;
      expect(Object.keys(JSON.parse(variables))).toEqual(names!.map(({ variable }) => variable.name.value));
    }
  });

  it('goes out with the package', () => {
    const { files } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
      files: string[];
    };
    expect(files).toContain('holdfast.postman_collection.json');
  });
});

/** The order of exports is no matter. */
function byName({ item, ...rest }: Collection): object {
  return { ...rest, item: [...item].sort((a, b) => a.name.localeCompare(b.name)) };
}
