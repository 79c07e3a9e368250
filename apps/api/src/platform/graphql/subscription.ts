import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { CallContext } from '../call/call-context.js';
import { inCall } from '../call/current-call.js';
import { limitTime } from '../call/limit-time.js';
import type { QueryRate } from '../query-rate/query-rate.js';
import { requireShallow } from './nesting.js';
import { checkQueryLimits, MAX_QUERY_TOKENS } from './query-limits.js';
import type { ColumnCounts } from './reachable-columns.js';
import { requireSubscriptionRoots } from './subscription-roots.js';

/** What a client asks to be told. */
export interface SubscriptionRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** A request that may be followed. */
export type Subscription = ExecutionArgs & {
  readonly contextValue: CallContext;
  /** What each answer costs. */
  readonly cost: number;
};

/** How a subscription is followed. */
export interface Following {
  /** Seconds that the answer to an event may take. */
  readonly seconds: number;
  readonly rate: QueryRate;
  /** Turns what graphql-js answers into what the caller gets. */
  readonly finish: (result: ExecutionResult) => ExecutionResult;
}

/**
 * Parses, validates and measures a request, with the limits of every other one. Returns the errors of an invalid one.
 * @throws AppError, GraphQLError
 */
export function readSubscription(
  schema: GraphQLSchema,
  { query, operationName, variables }: SubscriptionRequest,
  contextValue: CallContext,
  counts: ColumnCounts,
): Subscription | readonly GraphQLError[] {
  requireShallow(query);
  const document = parse(query, { maxTokens: MAX_QUERY_TOKENS });
  requireSubscriptionRoots(document);
  const errors = validate(schema, document);
  if (errors.length > 0) return errors;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) {
    throw new GraphQLError(
      'Only subscriptions are served here; send queries and mutations with POST /graphql.',
    );
  }
  const cost = checkQueryLimits(schema, document, operation, variables ?? {}, counts);
  return { schema, document, operationName, variableValues: variables, contextValue, cost };
}

/**
 * Follows a subscription. Each event is answered in a call of its own: what an earlier one has loaded is not remembered,
 * it may take as many seconds as any other request, and it costs what a query would. Where its caller has nothing left to
 * spend, the subscription ends with that error: to leave out an event in silence could leave somebody waiting for ever.
 */
export async function follow(
  subscription: Subscription,
  { seconds, rate, finish }: Following,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const { contextValue: call, cost } = subscription;
  const source = await inCall(call, async () => {
    try {
      await rate.spend(call.caller, cost);
    } catch (error) {
      return finish({ errors: [asGraphqlError(error)] });
    }
    const opened = await createSourceEventStream(subscription);
    return Symbol.asyncIterator in opened ? opened : finish(opened);
  });
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]();
  let isOver = false;
  const answer = async (event: unknown): Promise<ExecutionResult> => {
    const { signal, done } = limitTime(call.signal, seconds);
    const contextValue = call.anew(signal);
    try {
      return await inCall(contextValue, async () => {
        try {
          await rate.spend(call.caller, cost);
        } catch (error) {
          isOver = true;
          return finish({ errors: [asGraphqlError(error)] });
        }
        return finish(await execute({ ...subscription, rootValue: event, contextValue }));
      });
    } finally {
      done();
    }
  };
  // By hand: a generator would end only after its next event.
  const end = async () => {
    // Nobody is told any more of what fails now, such as a statement that ended with the socket.
    await Promise.resolve(events.return?.()).catch(() => {});
    return { value: undefined, done: true } as const;
  };
  const answers: AsyncGenerator<ExecutionResult, void, void> = {
    next: async () => {
      if (isOver) return end();
      const { value, done } = await inCall(call, () => events.next());
      return done ? { value: undefined, done } : { value: await answer(value), done: false };
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]: () => answers,
    [Symbol.asyncDispose]: async () => void (await end()),
  };
  return answers;
}

/** An error as graphql-js hands it on. */
export function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError(error instanceof Error ? error.message : String(error), {
    originalError: error as Error,
  });
}
