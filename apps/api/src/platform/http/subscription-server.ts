import type { Server } from 'node:http';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { CallContext } from '../call/call-context.js';
import type { Caller } from '../call/caller.js';
import { AppError } from '../errors/app-error.js';
import { asUnavailable } from '../errors/unavailable.js';
import type { DescribeError } from '../graphql/describe-error.js';
import type { CountColumns } from '../graphql/reachable-columns.js';
import { asGraphqlError, follow, readSubscription, type Subscription } from '../graphql/subscription.js';
import type { QueryRate } from '../query-rate/query-rate.js';
import { type Language, readLanguage } from '../words/languages.js';
import type { Authenticate } from './open-call.js';
import type { OpenSocket, OpenSockets, SubscriptionLimits } from './open-sockets.js';

/** The code for a socket that is closed for a while. */
const TRY_AGAIN_LATER = 1013;
/** Maximum bytes of one client message. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/** What subscriptions are served with. */
export interface SubscriptionParts {
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  readonly describeError: DescribeError;
  /** `queryTimeout` is the seconds that the answer to an event may take. */
  readonly limits: SubscriptionLimits & { readonly queryTimeout: number };
  readonly queryRate: QueryRate;
  readonly columnCounts: CountColumns;
}

type ConnectionParams = { readonly authorization?: unknown; readonly language?: unknown };
type ConnectionExtra = Extra &
  Record<PropertyKey, unknown> & {
    /** Set once the caller is known. */
    open?: OpenSocket & {
      readonly caller: Caller;
      readonly language: Language;
      /** Aborts when the socket closes. */
      readonly closed: AbortSignal;
    };
  };

/**
 * Serves subscriptions over WebSocket at /graphql (graphql-transport-ws). The key comes in connection_init
 * `{ authorization }`, or a session in the cookie of the handshake; without either the socket is closed with 4401. The
 * language of sentences comes beside it as `{ language }`, in the form of Accept-Language, else in that header of the
 * handshake. Returns what ends every connection.
 */
export function serveSubscriptions(
  server: Server,
  sockets: OpenSockets,
  { schema, authenticate, describeError, limits, queryRate, columnCounts }: SubscriptionParts,
): () => Promise<void> {
  const socketServer = new WebSocketServer({ server, path: '/graphql', maxPayload: MAX_MESSAGE_BYTES });
  const subscriptions = useServer<ConnectionParams, ConnectionExtra>(
    {
      schema,
      onConnect: async (connection) => {
        const { connectionParams, extra } = connection;
        const key = connectionParams?.authorization;
        const authorization = typeof key === 'string' ? key : undefined;
        const credentials = { ...extra.request.headers, authorization };
        const caller = await authenticate(credentials).catch(unlessUnavailable);
        if (caller === undefined) {
          extra.socket.close(TRY_AGAIN_LATER, 'Try again later');
          return false;
        }
        if (caller === null) {
          extra.socket.close(CloseCode.Unauthorized, 'Unauthorized');
          return false;
        }
        // It may have closed meanwhile, and will not say so again.
        if (extra.socket.readyState !== extra.socket.OPEN) return false;
        const closed = new AbortController();
        const open = {
          credentials,
          caller,
          language: readLanguage(connectionParams?.language ?? extra.request.headers['accept-language']),
          closed: closed.signal,
          subscriptions: () => Object.keys(connection.subscriptions).length,
          close: (code: number, reason: string) => extra.socket.close(code, reason),
        };
        extra.open = open;
        sockets.add(open);
        extra.socket.once('close', () => {
          sockets.delete(open);
          closed.abort(new AppError('CANCELLED', 'The socket was closed.'));
        });
        return true;
      },
      onSubscribe: async ({ extra: { open } }, _id, request) => {
        try {
          sockets.checkSubscriptions(open!);
          const call = new CallContext(open!.caller, open!.closed, undefined, null, open!.language);
          return readSubscription(schema, request, call, await columnCounts(call));
        } catch (error) {
          return [asGraphqlError(error)];
        }
      },
      subscribe: (subscription) =>
        follow(subscription as Subscription, {
          seconds: limits.queryTimeout,
          rate: queryRate,
          finish: ({ errors, ...result }) =>
            // They are plain objects from here on.
            errors ? { ...result, errors: errors.map(describeError) as unknown as GraphQLError[] } : result,
        }),
      onNext: (_context, _id, _payload, _args, result) => result,
      onError: (_context, _id, _payload, errors) => errors.map(describeError),
    },
    socketServer,
  );
  return async () => subscriptions.dispose();
}

/** Nothing while the database is away: clients connect again by themselves after that. */
function unlessUnavailable(error: unknown): undefined {
  if (asUnavailable(error) === null) throw error;
}
