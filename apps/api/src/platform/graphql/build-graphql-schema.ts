import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray, type PubSub } from 'type-graphql';
import { checkRole } from './auth-checker.js';
import { DateTime } from './scalars.js';

/**
 * Where the values of a subscription come from: by the topic that its resolver names, a function from the `id` argument
 * to the values, which ends when there will be no more.
 */
export type SubscriptionSources = Readonly<Record<string, (id: string) => Promise<AsyncIterable<unknown>>>>;

/** Builds the schema over resolvers that are constructed already: each class's instance answers for its fields. */
export function buildGraphqlSchema(
  resolvers: readonly object[],
  sources: SubscriptionSources,
): Promise<GraphQLSchema> {
  const instances = new Map(resolvers.map((resolver) => [resolver.constructor, resolver]));
  return buildSchema({
    resolvers: [...instances.keys()] as unknown as NonEmptyArray<new () => object>,
    container: { get: (resolverClass) => instances.get(resolverClass) },
    scalarsMap: [{ type: Date, scalar: DateTime }],
    authChecker: checkRole,
    // Services validate, so that GraphQL and every other caller meet the same rules.
    validate: false,
    pubSub: toPubSub(sources),
  });
}

/** type-graphql asks a PubSub for a topic's values; ours never publishes, since each source knows when things change. */
function toPubSub(sources: SubscriptionSources): PubSub {
  const subscribe = async (topic: string, id: unknown) => sources[topic]!(String(id));
  const publish = () => {
    throw new Error('Values of a subscription come from its source alone.');
  };
  return { publish, subscribe: subscribe as unknown as PubSub['subscribe'] };
}
