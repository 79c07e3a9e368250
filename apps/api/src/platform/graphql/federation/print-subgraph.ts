import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type GraphQLSchema,
  Kind,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
} from 'graphql';
import type { EntitySource } from './entity-source.js';

/** What a gateway adds by itself. */
const OF_GATEWAYS = /^_(entities|service|Entity|Service|Any)$/;

const HEAD = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`;

/** A type that every schema with Relay's lists has. */
const SHARED = 'PageInfo';

/** A schema as a subgraph of Apollo Federation 2: with the keys of its entities, without what gateways add. */
export function printSubgraph(schema: GraphQLSchema, entities: readonly EntitySource[]): string {
  const directives = new Map(
    entities.map(({ type, key }) => [type.name, `@key(fields: "${key.join(' ')}")`]),
  ).set(SHARED, '@shareable');
  const definitions = parse(printSchema(lexicographicSortSchema(schema))).definitions.flatMap(
    (definition): DefinitionNode[] => {
      if (!('name' in definition) || OF_GATEWAYS.test(definition.name?.value ?? '')) return [];
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [definition];
      const fields = definition.fields?.filter(({ name }) => !OF_GATEWAYS.test(name.value)) ?? [];
      return [{ ...definition, fields, directives: readDirectives(directives.get(definition.name.value)) }];
    },
  );
  return `${HEAD}\n\n${print({ kind: Kind.DOCUMENT, definitions })}\n`;
}

function readDirectives(text = ''): readonly ConstDirectiveNode[] {
  const [type] = parse(`scalar Any ${text}`).definitions;
  return type?.kind === Kind.SCALAR_TYPE_DEFINITION ? (type.directives ?? []) : [];
}
