import type { GraphQLSchema } from 'graphql';
import { buildSchema, type NonEmptyArray, type PubSub } from 'type-graphql';
import { checkRole } from './auth-checker.js';
import { DateTime } from './scalars.js';

/**
 * The sources of subscriptions: for each topic, a function from the `id` argument to the values, which ends when there
 * are no more.
 */
export type SubscriptionSources = Readonly<Record<string, (id: string) => Promise<AsyncIterable<unknown>>>>;

/** Builds the schema over constructed resolvers: each class's instance resolves its fields. */
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
    // Services validate, so that the same rules apply to GraphQL and every other caller.
    validate: false,
    pubSub: toPubSub(sources),
  });
}

/** type-graphql gets a topic's values from a PubSub; ours never publishes, because each source knows when things change. */
function toPubSub(sources: SubscriptionSources): PubSub {
  const subscribe = async (topic: string, id: unknown) => sources[topic]!(String(id));
  const publish = () => {
    throw new Error('A subscription gets its values only from its source.');
  };
  return { publish, subscribe: subscribe as unknown as PubSub['subscribe'] };
}
