import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { Arg, Authorized, Ctx, createUnionType, Info, Query, Resolver } from 'type-graphql';
import type { CallContext } from '../../call/call-context.js';
import { LOOKUP, listBy } from '../complexity.js';
import type { EntitySource } from './entity-source.js';
import { Any, Service } from './federation.types.js';
import { readRepresentations } from './read-representations.js';

/** Resolves what gateways of Apollo Federation 2 ask: objects of the types that slices hand over, by their keys. */
export function createFederationResolver(
  given: readonly EntitySource[],
  sdlOf: (schema: GraphQLSchema) => string,
): object {
  const sources = new Map(given.map((source) => [source.type.name, source]));
  const Entity = createUnionType({
    name: '_Entity',
    description: 'An object that other subgraphs refer to by its key.',
    types: () => given.map(({ type }) => type),
    resolveType: (value) => value.constructor.name,
  });

  @Resolver()
  class FederationResolver {
    @Authorized('VIEWER')
    @Query(() => [Entity], {
      name: '_entities',
      nullable: 'items',
      complexity: listBy('representations', { work: LOOKUP, each: 2 }),
      description:
        'For gateways of Apollo Federation 2: objects by their keys, 1,000 at most; null for one that there is not, or that you may not see.',
    })
    entities(
      @Ctx() call: CallContext,
      @Arg('representations', () => [Any], { description: 'Which objects.' }) representations: unknown[],
    ): Promise<(object | null)[]> {
      const read = readRepresentations(sources, representations);
      return Promise.all(read.map(({ source, key }) => source.find(call, key)));
    }

    @Authorized('VIEWER')
    @Query(() => Service, {
      name: '_service',
      complexity: LOOKUP,
      description: 'For gateways of Apollo Federation 2: the schema of this subgraph.',
    })
    service(@Info() { schema }: GraphQLResolveInfo): Service {
      return { sdl: sdlOf(schema) };
    }
  }
  return new FederationResolver();
}
