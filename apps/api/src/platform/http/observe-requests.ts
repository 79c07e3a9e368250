import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OpenSpan, Telemetry } from '../telemetry/telemetry.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Where requests are traced. */
    span: OpenSpan | null;
  }
}

/** The first status that is our own failure. */
const FAILURE = 500;

/** Counts and traces the requests of an application, where somebody watches. */
export function observeRequests(app: FastifyInstance, { meters, traces }: Telemetry): void {
  if (meters !== null) {
    app.addHook('onResponse', async (request, reply) => {
      meters.requestEnded(request.method, routeOf(request), reply.statusCode, reply.elapsedTime / 1000);
    });
  }
  if (traces === null) return;
  app.decorateRequest('span', null);
  app.addHook('onRequest', (request, _reply, done) => {
    const attributes = { 'http.request.method': request.method, 'http.route': routeOf(request) };
    const { traceparent } = request.headers;
    const span = traces.open(
      `${request.method} ${routeOf(request)}`,
      { ...attributes, 'holdfast.request_id': request.id },
      typeof traceparent === 'string' ? traceparent : undefined,
    );
    request.span = span;
    span.within(done);
  });
  // What follows the reading of a body comes from its socket, which knows of no span.
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.span === null) done();
    else request.span.within(done);
  });
  app.addHook('onResponse', async (request, { statusCode }) => {
    request.span?.end({ 'http.response.status_code': statusCode }, statusCode >= FAILURE);
  });
}

/** The route as it is written, not the address, which has ids in it. */
function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? 'none';
}
