import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { ErrorCode } from '@holdfast/schema';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
} from 'graphql';
import type { AuditTrail } from '../audit/audit-trail.js';
import type { CallContext } from '../call/call-context.js';
import { currentCall, inCall } from '../call/current-call.js';
import { AppError } from '../errors/app-error.js';
import { auditRefusals } from '../graphql/audit-refusals.js';
import type { DescribeError } from '../graphql/describe-error.js';
import { DocumentStore } from '../graphql/document-store.js';
import { requireShallow } from '../graphql/nesting.js';
import { observeOperations } from '../graphql/observe-operations.js';
import { checkQueryLimits, MAX_QUERY_TOKENS } from '../graphql/query-limits.js';
import type { CountColumns } from '../graphql/reachable-columns.js';
import { requireSubscriptionRoots } from '../graphql/subscription-roots.js';
import type { Logger } from '../logger.js';
import type { QueryRate } from '../query-rate/query-rate.js';
import { type Telemetry, traced } from '../telemetry/telemetry.js';
import { headersOf, statusOf } from './error-answer.js';
import { type Authenticate, openCall, requireCaller } from './open-call.js';
import { tellCost } from './tell-cost.js';
import type { Turns } from './turns.js';

/** Most bytes of a request to /graphql: 1,000 customers of 200 attributes fit. At worst it takes 250 ms to parse. */
const BODY_LIMIT = 4 * 1024 * 1024;

/** What GraphQL is served with. */
export interface GraphqlParts {
  readonly schema: GraphQLSchema;
  readonly authenticate: Authenticate;
  readonly describeError: DescribeError;
  readonly logger: Logger;
  /** Seconds that a request may take. */
  readonly queryTimeout: number;
  readonly queryRate: QueryRate;
  readonly columnCounts: CountColumns;
  readonly subgraph: () => string;
  readonly audit: AuditTrail;
  readonly telemetry: Telemetry;
  readonly turns: Turns;
}

/** Codes of a request that failed through no fault of its own; the one that a repetition makes worst comes first. */
const FAILURES = ['OUTCOME_UNKNOWN', 'INTERNAL', 'TIMED_OUT', 'UNAVAILABLE'] as const;

function limitsOf(rate: QueryRate, columnCounts: CountColumns): ApolloServerPlugin<CallContext> {
  return {
    async requestDidStart() {
      let requested = 0;
      let charged = false;
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (operation === undefined) return;
          try {
            requireOtherThanSubscription(operation);
            noteReadsOnly(operation);
            const counts = await columnCounts(contextValue);
            const cost = checkQueryLimits(schema, document, operation, request.variables ?? {}, counts);
            requested = Math.ceil(cost);
            await rate.spend(contextValue.caller, cost);
            charged = true;
          } catch (error) {
            throw refusal(error);
          }
        },
        /** Tells the cost. Without any data it is the failure of the request, which monitors and proxies know by its status. */
        async willSendResponse({ response, contextValue }) {
          const { body, http } = response;
          const allowance = rate.allowanceOf(contextValue.caller);
          if (requested > 0 && allowance) tellCost(response, requested, charged, allowance);
          if (body.kind !== 'single') return;
          const { data, errors = [] } = body.singleResult;
          if (Object.values(data ?? {}).some((value) => value !== null)) return;
          const codes = errors.map(({ extensions }) => extensions?.code as ErrorCode);
          const code = FAILURES.find((failure) => codes.includes(failure));
          if (code === undefined) return;
          http.status = statusOf(code);
          for (const [name, value] of Object.entries(headersOf({ code }))) http.headers.set(name, value);
        },
      };
    },
  };
}

/** Serves queries and mutations at POST /graphql; returns a function that stops the server. */
export async function addGraphqlRoutes(
  app: FastifyInstance,
  parts: GraphqlParts,
): Promise<() => Promise<void>> {
  const { schema, authenticate, describeError, logger, queryTimeout, queryRate, columnCounts, audit } = parts;
  const { telemetry } = parts;
  const isObserved = telemetry.meters !== null || telemetry.traces !== null;
  const apollo = new ApolloServer<CallContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_QUERY_TOKENS },
    documentStore: new DocumentStore(),
    formatError: (_formatted, error) => describeError(error),
    // Hints for caches would be looked for at every field; no answer may be kept by one.
    plugins: [
      limitsOf(queryRate, columnCounts),
      auditRefusals(audit),
      ...(isObserved ? [observeOperations(telemetry)] : []),
      ApolloServerPluginCacheControlDisabled(),
      // Traces go where OTEL_EXPORTER_OTLP_ENDPOINT says, not to whoever asks with a header.
      ApolloServerPluginInlineTraceDisabled(),
    ],
    logger: logger.child({ part: 'graphql' }),
  });
  await apollo.start();
  const handler = fastifyApolloHandler(apollo, { context: async () => currentCall()! });
  await app.register(async (scope) => {
    parts.turns.takeIn(scope);
    requireCaller(scope, authenticate);
    scope.setErrorHandler((error, _request, reply) => {
      // Fastify's own refusals are about the body, before it is GraphQL.
      if (!(error instanceof AppError) && (error as FastifyError).statusCode !== undefined) throw error;
      const described = describeError(error);
      const code = described.extensions!.code as ErrorCode;
      const refused: Pick<AppError, 'code'> & Partial<AppError> =
        error instanceof AppError ? error : { code };
      return reply
        .code(refused.status ?? statusOf(code))
        .headers(headersOf(refused))
        .send({ errors: [described] });
    });
    const preHandler = async ({ body }: FastifyRequest) => checkDocument(body);
    scope.post('/graphql', { bodyLimit: BODY_LIMIT, preHandler }, (request, reply) => {
      const call = openCall(request, reply, queryTimeout);
      reply.headers({ 'cache-control': 'no-store', 'content-language': call.language });
      return inCall(call, () =>
        traced(telemetry, 'graphql', {}, async () => handler.call(app, request, reply)),
      );
    });
    scope.get('/graphql/subgraph.graphql', (_request, reply) => {
      reply.header('cache-control', 'no-store').type('application/graphql; charset=utf-8');
      return parts.subgraph();
    });
  });
  // A GET could come from a page of another site.
  app.get('/graphql', (_request, reply) =>
    reply
      .code(405)
      .header('allow', 'POST')
      .send({
        code: 'BAD_USER_INPUT' satisfies ErrorCode,
        message: 'The method is GET; queries and mutations are sent with POST, subscriptions over WebSocket.',
      }),
  );
  return () => apollo.stop();
}

/** What Apollo would fail over. Whatever else is wrong with the body is left to it. */
function checkDocument(body: unknown): void {
  const query = (body as { query?: unknown } | null)?.query;
  if (typeof query !== 'string') return;
  requireShallow(query);
  // Most documents are parsed once, by Apollo: one without the word as such has no such operation.
  if (!/\bsubscription\b/.test(query)) return;
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: MAX_QUERY_TOKENS });
  } catch {
    return;
  }
  requireSubscriptionRoots(document);
}

/** Apollo hands on a copy of the call; what lies beneath the services asks for the call itself. */
function noteReadsOnly({ operation }: OperationDefinitionNode): void {
  const call = currentCall();
  if (call && operation === OperationTypeNode.QUERY) call.readsOnly = true;
}

function requireOtherThanSubscription({ operation }: OperationDefinitionNode): void {
  if (operation !== OperationTypeNode.SUBSCRIPTION) return;
  throw new AppError(
    'BAD_USER_INPUT',
    'A subscription was sent with POST; subscriptions are served over WebSocket (graphql-transport-ws), or by /graphql/stream.',
  );
}

/** Gives a refusal the HTTP status for Apollo's answer, which would be 500 for whatever ends a request before execution. */
function refusal(error: unknown): unknown {
  const isOurs = error instanceof AppError;
  if (!isOurs && !(error instanceof GraphQLError)) return error;
  const code: ErrorCode = isOurs ? error.code : 'BAD_USER_INPUT';
  const headers = new HeaderMap(isOurs ? Object.entries(headersOf(error)) : []);
  const extensions = { code, http: { status: statusOf(code), headers } };
  return new GraphQLError(
    error.message,
    isOurs ? { originalError: error, extensions } : { nodes: error.nodes, extensions },
  );
}
