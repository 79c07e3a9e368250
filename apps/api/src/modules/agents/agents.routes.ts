import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors/app-error.js';
import type { Routes } from '../../platform/http/http-application.js';
import { type Authenticate, requireCaller } from '../../platform/http/open-call.js';
import { type Answer, type Ask, createAgentServer } from './agent-server.js';

/** Most bytes of a message. */
const BODY_LIMIT = 256 * 1024;
/** By which a request is recognised, and the language that it is answered in. */
const CREDENTIALS = [
  'authorization',
  'cookie',
  'origin',
  'host',
  'sec-fetch-site',
  'accept-language',
] as const;

/**
 * Serves the Model Context Protocol at POST /mcp (Streamable HTTP), without sessions. Each tool is a request to /graphql with
 * the credentials of the agent, so that whoever may, limits and the audit are those of every other program.
 */
export function agentRoutes(authenticate: Authenticate): Routes {
  return (app) => {
    requireCaller(app, authenticate);
    app.post('/mcp', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
      requireOneMessage(request.body);
      const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const server = createAgentServer(request.caller!, askAs(app, request, gone.signal));
      try {
        await server.connect(transport);
        const message = new Request('http://localhost/mcp', { method: 'POST', headers: headersOf(request) });
        const response = await transport.handleRequest(message, { parsedBody: request.body });
        reply.code(response.status).header('cache-control', 'no-store');
        reply.type(response.headers.get('content-type') ?? 'application/json');
        return reply.send(await response.text());
      } finally {
        await server.close();
      }
    });
    for (const method of ['GET', 'DELETE'] as const) {
      app.route({
        method,
        url: '/mcp',
        handler: (_request, reply) =>
          reply
            .code(405)
            .header('allow', 'POST')
            .send({
              code: 'BAD_USER_INPUT',
              message: `The method is ${method}; messages are sent with POST, there are no sessions.`,
            }),
      });
    }
  };
}

/** Many in one would be many requests that count as one. */
function requireOneMessage(body: unknown): void {
  if (!Array.isArray(body)) return;
  throw new AppError(
    'BAD_USER_INPUT',
    `The body is a list of ${body.length} messages; it must be one message.`,
  );
}

function headersOf({ headers }: FastifyRequest): Headers {
  const passed = ['accept', 'content-type', 'mcp-protocol-version'].map(
    (name) => [name, headers[name]] as const,
  );
  return new Headers(passed.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

/** Sends operations as the sender of a request would, until nobody waits for the answer. */
function askAs(app: FastifyInstance, { headers, ip }: FastifyRequest, signal: AbortSignal): Ask {
  const credentials = Object.fromEntries(
    CREDENTIALS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );
  return async (query, variables) => {
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      remoteAddress: ip,
      signal,
      headers: { ...credentials, 'content-type': 'application/json' },
      payload: JSON.stringify({ query, variables }),
    });
    return response.json<Answer>();
  };
}
