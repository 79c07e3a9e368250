import type { GraphQLSchema } from 'graphql';
import type { EntitySource } from './entity-source.js';
import { createFederationResolver } from './federation.resolver.js';
import { printSubgraph } from './print-subgraph.js';

/** Makes the API a subgraph of Apollo Federation 2, with these entities. */
export function createFederation(entities: readonly EntitySource[]) {
  let printed: string | undefined;
  /** Printed for the first who asks: it takes some milliseconds, and few need it. */
  const sdlOf = (schema: GraphQLSchema): string => {
    printed ??= printSubgraph(schema, entities);
    return printed;
  };
  return { sdlOf, resolvers: [createFederationResolver(entities, sdlOf)] };
}
