import printedSchema from '@holdfast/schema/schema.graphql?raw';
import { buildSchema, type DocumentNode, Kind, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

const schema = buildSchema(printedSchema);

const modules = import.meta.glob<Record<string, DocumentNode>>(
  ['./*.ts', '/src/**/*.documents.ts', '/src/**/*.fragment.ts', '!**/*.test.ts'],
  { eager: true },
);
const sources = import.meta.glob<string>(['/src/**/*.{ts,svelte}', '!**/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});
const documents = Object.values(modules).flatMap((module) => Object.entries(module));
const operations = documents.filter(([name]) => !name.endsWith('Fragment'));

describe('the documents of the dashboard', () => {
  it('stand in lib/documents, or in a .documents.ts or .fragment.ts beside the components that read them', () => {
    const found = Object.keys(modules).map((path) => path.replace('./', '/src/lib/documents/'));
    const writing = Object.keys(sources).filter((path) => /\bgraphql\(\s*`/.test(sources[path]!));
    expect(writing.sort()).toEqual(found.sort());
  });

  it.each(operations)('%s asks only for what the schema holds', (_name, document) => {
    expect(validate(schema, document).map((error) => error.message)).toEqual([]);
  });

  it.each(documents)('%s is named after its operation or fragment', (name, document) => {
    const first = document.definitions.find(
      (definition) =>
        definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION,
    );
    expect(first?.name?.value).toBe(name.replace(/(Query|Mutation|Subscription|Fragment)$/, ''));
  });
});
