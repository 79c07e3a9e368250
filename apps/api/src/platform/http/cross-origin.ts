import cors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What our routes are asked by. */
const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'];
/** What a client of ours reads of an answer besides its body. */
const TOLD = [
  'x-request-id',
  'retry-after',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'location',
  'upload-offset',
  'upload-length',
  'upload-expires',
];
/** Seconds for which a browser need not ask again whether it may ask. */
const MAX_AGE = 600;

/**
 * Lets the pages of these origins, such as https://shop.example.com, ask from a browser, with an API key: cookies are taken from
 * our own pages alone, and no browser is told that it may send them. Others get no header, so that their browsers keep the answers from them.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  await app.register(cors, {
    delegator: ({ headers }: FastifyRequest, decide) => {
      const origin = headers.origin !== undefined && allowed.has(headers.origin) && headers.origin;
      // Clients of the tus protocol send OPTIONS too, and mean what its route says.
      const preflight = headers['access-control-request-method'] !== undefined;
      decide(null, { origin, preflight, methods: METHODS, exposedHeaders: TOLD, maxAge: MAX_AGE });
    },
  });
}
