import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { createHandler, type RequestParams } from 'graphql-sse';
import type { CallContext } from '../call/call-context.js';
import { inCall } from '../call/current-call.js';
import { AppError } from '../errors/app-error.js';
import { follow, readSubscription } from '../graphql/subscription.js';
import { openCall, requireCaller } from './open-call.js';
import type { OpenSockets } from './open-sockets.js';
import { MAX_MESSAGE_BYTES, type SubscriptionParts } from './subscription-server.js';

const PATH = '/graphql/stream';
const EVENTS = 'text/event-stream';

/**
 * Serves subscriptions at POST /graphql/stream as server-sent events (graphql-sse, a connection for each), for whoever is
 * behind a proxy that lets no WebSocket through: by the same check, under the same limits and at the same cost.
 */
export function addEventStreamRoutes(
  app: FastifyInstance,
  sockets: OpenSockets,
  { schema, authenticate, describeError, limits, queryRate, columnCounts }: SubscriptionParts,
): void {
  // They are plain objects from here on.
  const finish = ({ errors, ...result }: ExecutionResult) =>
    errors ? { ...result, errors: errors.map(describeError) as unknown as GraphQLError[] } : result;

  async function begin(
    call: CallContext,
    request: FastifyRequest,
    reply: FastifyReply,
    asked: RequestParams,
  ) {
    try {
      sockets.checkSubscriptions(countStream(sockets, request, reply));
      const subscription = readSubscription(schema, asked, call, await columnCounts(call));
      if (!('cost' in subscription)) return finish({ errors: subscription });
      return await follow(subscription, { seconds: limits.queryTimeout, rate: queryRate, finish });
    } catch (error) {
      return finish({ errors: [error as GraphQLError] });
    }
  }
  const handle = createHandler<FastifyRequest, FastifyReply>({
    // A token would make one connection serve many subscriptions, through requests of their own.
    authenticate: () => '',
    onSubscribe: ({ raw: request, context: reply }, asked) => {
      const call = openCall(request, reply);
      return inCall(call, async () => {
        const answers = await begin(call, request, reply, asked);
        // The library does not know an answer of errors alone.
        return Symbol.asyncIterator in answers ? answers : Readable.from([answers]);
      });
    },
  });
  app.register(async (scope) => {
    requireCaller(scope, authenticate);
    scope.post(PATH, { bodyLimit: MAX_MESSAGE_BYTES, compress: false }, async (request, reply) => {
      requireEventStream(request);
      const [body] = await handle({
        method: request.method,
        url: request.url,
        headers: { get: (name) => (name === 'accept' ? EVENTS : String(request.headers[name])) },
        body: Object(request.body),
        raw: request,
        context: reply,
      });
      if (body === null || typeof body === 'string') throw refusal(body);
      // Proxies that collect answers would keep every event back.
      reply.headers({ 'content-type': EVENTS, 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      return reply.send(Readable.from(body));
    });
  });
  // A GET could come from a page of another site.
  app.get(PATH, () => {
    throw new AppError('BAD_USER_INPUT', 'The method is GET; subscriptions are sent with POST.', {
      status: 405,
    });
  });
}

/** Counts a stream among what its caller has open, until it ends; it ends once the caller is another. */
function countStream(sockets: OpenSockets, { headers, caller }: FastifyRequest, { raw }: FastifyReply) {
  const stream = {
    credentials: headers,
    caller: caller!,
    subscriptions: () => 1,
    // Whoever still may follow begins again, and is told the present state.
    close: () => void raw.destroy(),
  };
  if (!raw.closed) sockets.add(stream);
  raw.once('close', () => sockets.delete(stream));
  return stream;
}

function requireEventStream({ headers: { accept = '' } }: FastifyRequest): void {
  if (accept.includes(EVENTS)) return;
  throw new AppError('BAD_USER_INPUT', `Accept is "${accept}"; it must have ${EVENTS}.`, { status: 406 });
}

/** What the library says of a body that is no request. */
function refusal(said: string | null): AppError {
  const { errors } = JSON.parse(said ?? '{}') as { errors?: { message: string }[] };
  return new AppError('BAD_USER_INPUT', `${errors?.[0]?.message ?? 'The body is no request'}.`);
}
