import type { Server } from 'node:http';
import { GraphQLError, type GraphQLSchema, getOperationAST, OperationTypeNode, parse } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { CallContext } from '../call/call-context.js';
import type { Caller } from '../call/caller.js';
import type { DescribeError } from '../graphql/describe-error.js';
import { MAX_QUERY_TOKENS } from '../graphql/query-limits.js';
import type { Authenticate } from './open-call.js';

/** Maximum bytes of one client message. */
const MAX_MESSAGE_BYTES = 256 * 1024;

type ConnectionExtra = Extra &
  Record<PropertyKey, unknown> & {
    caller?: Caller;
    /** Aborts when the socket closes. */
    closed?: AbortSignal;
  };
type ConnectionParams = { readonly authorization?: unknown };

/**
 * Serves subscriptions over WebSocket at /graphql (graphql-transport-ws). The key comes in connection_init
 * `{ authorization }`, or a session in the cookie of the handshake; without either the socket is closed with 4401.
 * Returns what ends every connection.
 */
export function serveSubscriptions(
  server: Server,
  schema: GraphQLSchema,
  authenticate: Authenticate,
  describeError: DescribeError,
): () => Promise<void> {
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MAX_MESSAGE_BYTES });
  const subscriptions = useServer<ConnectionParams, ConnectionExtra>(
    {
      schema,
      onConnect: async ({ connectionParams, extra }) => {
        const key = connectionParams?.authorization;
        const authorization = typeof key === 'string' ? key : undefined;
        const caller = await authenticate({ ...extra.request.headers, authorization });
        if (caller === null) {
          extra.socket.close(CloseCode.Unauthorized, 'Unauthorized');
          return false;
        }
        const closed = new AbortController();
        extra.socket.once('close', () => closed.abort());
        extra.caller = caller;
        extra.closed = closed.signal;
        return true;
      },
      context: ({ extra }) => new CallContext(extra.caller!, extra.closed),
      onSubscribe: (_context, _id, { query, operationName }) => refuseOther(query, operationName),
      onNext: (_context, _id, _payload, _args, result) =>
        result.errors ? { ...result, errors: result.errors.map(describeError) } : result,
      onError: (_context, _id, _payload, errors) => errors.map(describeError),
    },
    sockets,
  );
  return async () => {
    await subscriptions.dispose();
  };
}

/** Queries and mutations go over HTTP, which enforces their limits. */
function refuseOther(
  query: string,
  operationName: string | null | undefined,
): readonly GraphQLError[] | undefined {
  try {
    const operation = getOperationAST(parse(query, { maxTokens: MAX_QUERY_TOKENS }), operationName);
    if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
  } catch (error) {
    return [error as GraphQLError];
  }
  return [
    new GraphQLError('Only subscriptions are served here; send queries and mutations with POST /graphql.'),
  ];
}
