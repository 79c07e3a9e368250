import { finished, type Readable, Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';

/** How fast a body must come: so many bytes in each span of time, until it is complete. */
export interface BodyPace {
  readonly bytes: number;
  readonly milliseconds: number;
}

/** A body of 4 GB may take six weeks; one that a stranger may send, of 16 kB, a minute. */
const PACE: BodyPace = { bytes: 64 * 1024, milliseconds: 60_000 };

/**
 * Ends requests whose body comes too slowly, with TIMED_OUT, instead of those that take long. Routes read their body from
 * a stream that may fail or be destroyed while the socket stays, so that whatever ends a request can be answered.
 */
export function limitBodyPace(app: FastifyInstance, pace: BodyPace = PACE): void {
  app.addHook('preParsing', async (request, reply, payload) => {
    if (!hasBody(request)) return payload;
    const body = pacedBody(request.raw, pace);
    reply.raw.once('close', () => {
      if (!body.destroyed) body.destroy(new AppError('CANCELLED', 'The request is over.'));
    });
    return body;
  });
  // Node would cut the connection right after the answer; the front door gives the client time to read it.
  app.addHook('onSend', async ({ raw }, reply) => {
    if (raw.complete) return;
    reply.removeHeader('connection');
    reply.raw.shouldKeepAlive = true;
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function pacedBody(request: FastifyRequest['raw'], { bytes, milliseconds }: BodyPace): Readable {
  let came = 0;
  const body = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      came += chunk.length;
      done(null, chunk);
    },
  });
  const timer = setInterval(() => {
    // Where bytes wait for us, the client cannot send more.
    const isSlow = !request.complete && body.readableLength === 0 && came < bytes;
    if (isSlow) {
      const message = `The body brought ${came} bytes in ${milliseconds / 1000} s; it must bring ${bytes}, or end.`;
      body.destroy(new AppError('TIMED_OUT', message, { status: 408 }));
    }
    came = 0;
  }, milliseconds);
  body.once('close', () => clearInterval(timer));
  // Whoever reads it hears of an error; perhaps nobody does.
  body.on('error', () => {});
  finished(request, (cause) => {
    if (cause) body.destroy(new AppError('CANCELLED', 'The client went away.', { cause }));
  });
  return request.pipe(body);
}
