import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallContext } from '../call/call-context.js';
import type { Caller } from '../call/caller.js';
import { AppError } from '../errors/app-error.js';

/** Identifies the sender of a request by an API key or a session in its headers; null if unknown. */
export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Caller | null>;

/** The call that a request makes; it aborts when the client goes before it has its answer. @throws AppError UNAUTHENTICATED */
export async function openCall(
  authenticate: Authenticate,
  request: FastifyRequest,
  { raw }: FastifyReply,
): Promise<CallContext> {
  const caller = await authenticate(request.headers);
  if (caller === null) {
    throw new AppError(
      'UNAUTHENTICATED',
      'The request has no valid session or API key; send "Authorization: Bearer <API key>".',
    );
  }
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort(new AppError('CANCELLED', 'The client went away.'));
  });
  return new CallContext(caller, gone.signal, request.id);
}
