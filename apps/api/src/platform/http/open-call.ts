import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CallContext } from '../call/call-context.js';
import type { Caller } from '../call/caller.js';
import { limitTime } from '../call/limit-time.js';
import { AppError } from '../errors/app-error.js';
import { readLanguage } from '../words/languages.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends it, in the scopes of `requireCaller`. */
    caller: Caller | null;
    /** The call that it makes, once that has begun. */
    call: CallContext | null;
  }
}

/** Identifies the sender of a request by an API key or a session in its headers; null if unknown. */
export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Caller | null>;

/** Refuses what strangers send to the routes of this scope, before a byte of the body is read. */
export function requireCaller(scope: FastifyInstance, authenticate: Authenticate): void {
  scope.decorateRequest('caller', null);
  scope.decorateRequest('call', null);
  scope.addHook('onRequest', async (request) => {
    request.caller = await authenticate(request.headers);
    if (request.caller !== null) return;
    throw new AppError(
      'UNAUTHENTICATED',
      'The request has no valid session or API key; send "Authorization: Bearer <API key>".',
    );
  });
}

/**
 * The call that a request makes. It is over when the client goes before it has its answer, or, where there is a limit,
 * after so many seconds.
 */
export function openCall(request: FastifyRequest, { raw }: FastifyReply, seconds?: number): CallContext {
  const gone = new AbortController();
  const limited = seconds === undefined ? null : limitTime(gone.signal, seconds);
  const close = () => {
    if (!raw.writableFinished) gone.abort(new AppError('CANCELLED', 'The client went away.'));
    limited?.done();
  };
  if (raw.closed) close();
  else raw.once('close', close);
  const signal = limited?.signal ?? gone.signal;
  const language = readLanguage(request.headers['accept-language']);
  request.call = new CallContext(request.caller!, signal, request.id, request.ip, language);
  return request.call;
}
