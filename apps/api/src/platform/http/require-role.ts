import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { mayActAs } from '../graphql/auth-checker.js';
import type { Caller, Role } from '../graphql/request-context.js';

/** Identifies the sender of a request by an API key or a session in its headers; null if unknown. */
export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Caller | null>;

/** The sender of a request. @throws AppError UNAUTHENTICATED */
export async function requireCaller(
  authenticate: Authenticate,
  headers: IncomingHttpHeaders,
): Promise<Caller> {
  const caller = await authenticate(headers);
  if (caller === null) {
    throw new AppError(
      'UNAUTHENTICATED',
      'The request has no valid session or API key; send "Authorization: Bearer <API key>".',
    );
  }
  return caller;
}

/** A route hook that admits only callers with this role or a higher one, before any byte of the body is read. */
export function requireRole(authenticate: Authenticate, needed: Role): onRequestAsyncHookHandler {
  return async (request: FastifyRequest) => {
    const { role } = await requireCaller(authenticate, request.headers);
    if (!mayActAs(role, needed)) {
      throw new AppError('FORBIDDEN', `Your role is ${role}; this needs ${needed}.`);
    }
  };
}
