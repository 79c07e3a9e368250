import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { ApiKeysService } from './api-keys.service.js';
import { isSameOrigin } from './same-origin.js';
import type { SessionsService } from './sessions.service.js';
import type { SignInLinksService } from './sign-in-links.service.js';

const apiKeyBody = z.object({ apiKey: z.string().min(1) });
const linkQuery = z.object({ token: z.string().min(1) });

/** Signing in by link or API key, and signing out. */
export function authRoutes(
  links: SignInLinksService,
  sessions: SessionsService,
  apiKeys: ApiKeysService,
): Routes {
  return (app) => {
    app.get('/auth/link', async (request, reply) => {
      const query = linkQuery.safeParse(request.query);
      if (!query.success || !(await links.use(query.data.token))) {
        reply.code(401).type('text/plain; charset=utf-8');
        return 'This sign-in link has already been used or is older than a day. Restart Holdfast for a new one.\n';
      }
      setCookies(request, reply, await sessions.open(request.headers));
      return reply.redirect('/', 303);
    });

    app.post('/auth/session', async (request, reply) => {
      refuseOtherOrigins(request);
      const body = apiKeyBody.safeParse(request.body);
      if (!body.success) throw new AppError('BAD_USER_INPUT', 'The body must be JSON: {"apiKey": "hf_..."}.');
      const caller = await apiKeys.recognise(body.data.apiKey);
      if (caller === null) {
        throw new AppError('UNAUTHENTICATED', 'This API key is unknown, expired or revoked.');
      }
      setCookies(request, reply, await sessions.open(request.headers, caller.keyId));
      return { role: caller.role };
    });

    app.delete('/auth/session', async (request, reply) => {
      refuseOtherOrigins(request);
      setCookies(request, reply, await sessions.end(request.headers));
      return reply.code(204).send();
    });
  };
}

/** Another site's page may not sign anyone in or out; programs other than browsers send no origin. */
function refuseOtherOrigins({ headers }: FastifyRequest): void {
  const fromBrowser = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  if (fromBrowser && !isSameOrigin(headers)) {
    throw new AppError(
      'FORBIDDEN',
      `The request comes from ${headers.origin ?? 'another site'}; only pages served by Holdfast may send it.`,
    );
  }
}

function setCookies(request: FastifyRequest, reply: FastifyReply, cookies: readonly string[]): void {
  // Behind a proxy that terminates TLS, the browser must send the cookie over TLS only.
  const secure = request.headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
  for (const cookie of cookies) reply.header('set-cookie', cookie + secure);
  reply.header('cache-control', 'no-store');
}
