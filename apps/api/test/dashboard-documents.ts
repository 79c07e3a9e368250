import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';

const SOURCES = join(import.meta.dirname, '../../web/src');
const DOCUMENT = /\bgraphql\(\s*`([^`]*)`/g;

/** Every query that the dashboard asks, by its name, with the fragments in it: whatever is written in the sources of the dashboard. */
export function dashboardQueries(): ReadonlyMap<string, string> {
  const texts = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(join(SOURCES, name), 'utf8').matchAll(DOCUMENT)]);
  const definitions = texts.flatMap(([, text]) => parse(text!).definitions);
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const queries = definitions.filter(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === 'query',
  ) as OperationDefinitionNode[];
  return new Map(
    queries.map((query) => [
      query.name!.value,
      [query, ...fragmentsIn(query, fragments)].map(print).join('\n'),
    ]),
  );
}

function fragmentsIn(
  query: OperationDefinitionNode,
  all: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const found = new Set<FragmentDefinitionNode>();
  const note = (node: OperationDefinitionNode | FragmentDefinitionNode) =>
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = all.get(name.value)!;
        if (found.has(fragment)) return;
        found.add(fragment);
        note(fragment);
      },
    });
  note(query);
  return [...found];
}
