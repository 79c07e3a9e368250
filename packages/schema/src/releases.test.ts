import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges } from 'graphql';
import { describe, expect, it } from 'vitest';

const packageFolder = new URL('../', import.meta.url);
const readSchema = (path: string) => buildSchema(readFileSync(new URL(path, packageFolder), 'utf8'));

/** The versions whose schema is kept, the oldest first. */
const releases = readdirSync(new URL('releases', packageFolder))
  .map((file) => file.replace('.graphql', ''))
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

describe('the schema', () => {
  it('breaks no client of the last release', () => {
    const [last, now] = [readSchema(`releases/${releases.at(-1)}.graphql`), readSchema('schema.graphql')];
    expect(findBreakingChanges(last, now)).toEqual([]);
  });
});
