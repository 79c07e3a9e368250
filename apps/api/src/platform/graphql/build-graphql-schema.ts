import type { GraphQLSchema } from 'graphql';
import { buildSchema, getMetadataStorage, type NonEmptyArray, type PubSub } from 'type-graphql';
import type { CallContext } from '../call/call-context.js';
import { checkRole } from './auth-checker.js';
import type { NodeType } from './global-id.js';
import { guardArguments } from './guard-arguments.js';
import { requireKey } from './read-global-id.js';
import { DateTime } from './scalars.js';

/** What a subscription is asked for: `topicId: topicOf(…)` hands it from the resolver to its source. */
export interface Topic {
  readonly call: CallContext;
  /** The key in its `id` argument. */
  readonly key: string;
}

/** The topic of a subscription with one argument, the `id` of a type. @throws AppError NOT_FOUND */
export const topicOf =
  (type: NodeType) =>
  ({ args, context }: { args: { id: string }; context: CallContext }): Topic => ({
    call: context,
    key: requireKey(type, args.id, ['id']),
  });

/** The sources of subscriptions: for each topic, a function to its values, which end when there are no more. */
export type SubscriptionSources = Readonly<Record<string, (topic: Topic) => Promise<AsyncIterable<unknown>>>>;

/** Builds the schema over constructed resolvers: each class's instance resolves its fields. */
export async function buildGraphqlSchema(
  resolvers: readonly object[],
  sources: SubscriptionSources,
): Promise<GraphQLSchema> {
  const instances = new Map(resolvers.map((resolver) => [resolver.constructor, resolver]));
  readPlainly();
  const schema = await buildSchema({
    resolvers: [...instances.keys()] as unknown as NonEmptyArray<new () => object>,
    container: { get: (resolverClass) => instances.get(resolverClass) },
    scalarsMap: [{ type: Date, scalar: DateTime }],
    authChecker: checkRole,
    // Services validate, so that the same rules apply to GraphQL and every other caller.
    validate: false,
    pubSub: toPubSub(sources),
  });
  guardArguments(schema);
  return schema;
}

/**
 * Leaves the fields that are properties to graphql's own resolver: one of type-graphql's makes two objects for each value
 * of an answer. Types with a field that asks for a role keep theirs, since that one asks, and so do fields whose property has
 * another name, under which graphql would look for it.
 */
function readPlainly(): void {
  const { objectTypes, fields, authorizedFields } = getMetadataStorage();
  for (const field of fields) if (field.schemaName !== field.name) field.simple ??= false;
  const asking = new Set(authorizedFields.map(({ target }) => target));
  for (const type of objectTypes) type.simpleResolvers ??= !asking.has(type.target);
}

/** type-graphql gets a topic's values from a PubSub; ours never publishes, because each source knows when things change. */
function toPubSub(sources: SubscriptionSources): PubSub {
  const subscribe = async (name: string, topic: unknown) => sources[name]!(topic as Topic);
  const publish = () => {
    throw new Error('A subscription gets its values only from its source.');
  };
  return { publish, subscribe: subscribe as unknown as PubSub['subscribe'] };
}
