import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { CallContext } from '../call/call-context.js';
import { AppError } from '../errors/app-error.js';
import type { DescribeError } from '../graphql/describe-error.js';
import { checkQueryLimits, MAX_QUERY_TOKENS } from '../graphql/query-limits.js';
import type { Logger } from '../logger.js';
import { statusOf } from './error-answer.js';
import { type Authenticate, openCall } from './open-call.js';

/** Maximum bytes of a request to /graphql: 1,000 customers with many attributes fit. */
const BODY_LIMIT = 8 * 1024 * 1024;

const limits: ApolloServerPlugin<CallContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, operation, request }) {
        if (operation === undefined) return;
        try {
          checkQueryLimits(document, operation, request.variables ?? {});
        } catch (error) {
          throw asGraphqlError(error);
        }
      },
    };
  },
};

/** Serves queries and mutations at POST /graphql; returns a function that stops the server. */
export async function addGraphqlRoutes(
  app: FastifyInstance,
  schema: GraphQLSchema,
  authenticate: Authenticate,
  describeError: DescribeError,
  logger: Logger,
): Promise<() => Promise<void>> {
  const apollo = new ApolloServer<CallContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_QUERY_TOKENS },
    formatError: (_formatted, error) => describeError(error),
    plugins: [limits],
    logger: logger.child({ part: 'graphql' }),
  });
  await apollo.start();
  const handler = fastifyApolloHandler(apollo, {
    context: async (request, reply) => {
      try {
        return await openCall(authenticate, request, reply);
      } catch (error) {
        throw asGraphqlError(error);
      }
    },
  });
  app.post('/graphql', { bodyLimit: BODY_LIMIT }, handler);
  return () => apollo.stop();
}

/** Gives an AppError the HTTP status for Apollo's answer when it ends a request before execution. */
function asGraphqlError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const http = { status: statusOf(error.code) };
  return new GraphQLError(error.message, { originalError: error, extensions: { code: error.code, http } });
}
