import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { constants } from 'node:zlib';
import compress, { type FastifyCompressOptions } from '@fastify/compress';
import Fastify, { type FastifyInstance } from 'fastify';
import { type GraphQLSchema, isObjectType } from 'graphql';
import type { AuditTrail } from '../audit/audit-trail.js';
import type { Limits } from '../config.js';
import { createDescribeError } from '../graphql/describe-error.js';
import type { CountColumns } from '../graphql/reachable-columns.js';
import type { Logger } from '../logger.js';
import type { QueryRate } from '../query-rate/query-rate.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { answerUnreadable } from './answer-unreadable.js';
import { auditRoutes } from './audit-routes.js';
import { limitBodyPace } from './body-pace.js';
import { allowOrigins } from './cross-origin.js';
import { addDashboardRoutes } from './dashboard-routes.js';
import { answerBadAddress, answerErrorsAsJson } from './error-answer.js';
import { addEventStreamRoutes } from './event-stream-routes.js';
import type { FrontDoor } from './front-door.js';
import { addGraphqlRoutes } from './graphql-routes.js';
import { addHealthRoutes, type ReadinessCheck } from './health-routes.js';
import { observeRequests } from './observe-requests.js';
import type { Authenticate } from './open-call.js';
import { OpenSockets } from './open-sockets.js';
import { refuseAmbiguous } from './refuse-ambiguous.js';
import { refuseMalformed } from './refuse-malformed.js';
import { answerHeaders } from './security-headers.js';
import { serveSubscriptions } from './subscription-server.js';
import { Turns } from './turns.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** What callers may spend together with their queries, in the scopes of slices. */
    queryRate: QueryRate;
  }
}

/** The HTTP routes of a slice. */
export type Routes = (app: FastifyInstance) => void | Promise<void>;

/** What is served over HTTP. */
export interface HttpParts {
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  readonly ready: ReadinessCheck;
  /** The dashboard's build folder, which may be missing. */
  readonly dashboard: string;
  readonly routes: readonly Routes[];
  readonly limits: Limits;
  readonly queryRate: QueryRate;
  readonly columnCounts: CountColumns;
  /** The schema as gateways compose it with others. */
  readonly subgraph: () => string;
  readonly audit: AuditTrail;
  /** Addresses and networks of proxies that are believed whom they pass on. */
  readonly trustedProxies: readonly string[];
  /** Origins of other sites whose pages may ask with an API key. */
  readonly corsOrigins: readonly string[];
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** Seconds for which it serves on when it is closed. */
  readonly drainSeconds: number;
}

/** Most bytes of a body where a route sets no limit of its own: a stranger may send as many. */
const BODY_LIMIT = 16 * 1024;

/** Quick rather than small: answers are made for one reader. The dashboard's files are compressed when they are built. */
const COMPRESSION: FastifyCompressOptions = {
  threshold: 1024,
  // At once where it takes less than a stream to set up and to wait for: about a millisecond at most.
  syncThreshold: 128 * 1024,
  encodings: ['br', 'gzip', 'identity'],
  // What is sent to us is taken as it is: a small body could unfold to any size.
  globalDecompression: false,
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } },
  zlibOptions: { level: 1 },
};

/** Puts everything behind the front door, opens it, and returns what closes it again in order. */
export async function serveHttp(door: FrontDoor, parts: HttpParts): Promise<() => Promise<void>> {
  const describeError = createDescribeError(parts.logger);
  const headers = answerHeaders(join(parts.dashboard, 'index.html'));
  let handler: Parameters<FrontDoor['open']>[0] | undefined;
  const turns = new Turns();
  const app = Fastify({
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    trustProxy: parts.trustedProxies.length > 0 && [...parts.trustedProxies],
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerBadAddress(headers),
    serverFactory: (listener) => {
      handler = turns.before(listener, {
        headers,
        refused: (status) => parts.telemetry.meters?.requestEnded('POST', '/graphql', status, 0),
        concerns: ({ method, url, headers: { origin } }) =>
          method === 'POST' && url === '/graphql' && (origin === undefined || parts.corsOrigins.length === 0),
      });
      return door.server;
    },
  });
  app.removeContentTypeParser('text/plain');
  observeRequests(app, parts.telemetry);
  answerErrorsAsJson(app, parts.logger);
  limitBodyPace(app);
  await app.register(compress, COMPRESSION);
  await allowOrigins(app, parts.corsOrigins);
  app.addHook('onRequest', async ({ id }, reply) => {
    reply.headers(headers(id));
  });
  app.addHook('onRequest', refuseAmbiguous);
  addHealthRoutes(app, parts.ready);
  const { schema, authenticate, limits, queryRate, columnCounts, audit, logger } = parts;
  const stopGraphql = await addGraphqlRoutes(app, {
    schema,
    authenticate,
    describeError,
    logger,
    queryTimeout: limits.queryTimeout,
    queryRate,
    columnCounts,
    subgraph: parts.subgraph,
    audit,
    telemetry: parts.telemetry,
    turns,
  });
  await app.register(async (slices) => {
    slices.decorate('queryRate', queryRate);
    auditRoutes(slices, audit, (name) => isObjectType(schema.getType(name)));
    slices.addHook('preValidation', refuseMalformed);
    for (const routes of parts.routes) await slices.register(async (scope) => routes(scope));
  });
  const sockets = new OpenSockets(authenticate, limits);
  const subscriptions = { schema, authenticate, describeError, limits, queryRate, columnCounts };
  addEventStreamRoutes(app, sockets, subscriptions);
  await addDashboardRoutes(app, parts.dashboard);
  await app.ready();
  const closeSockets = serveSubscriptions(door.server, sockets, subscriptions);
  door.open(handler!);
  return async () => {
    await door.drain(parts.drainSeconds);
    sockets.stop();
    await closeSockets();
    await door.close();
    await app.close();
    await stopGraphql();
  };
}
