import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { ApiKeysService } from './api-keys.service.js';
import { refuseOtherOrigins } from './same-origin.js';
import type { SessionsService } from './sessions.service.js';
import { setCookies } from './set-cookies.js';
import type { SignInAudit } from './sign-in-audit.js';
import type { SignInLinksService } from './sign-in-links.service.js';

const apiKeyBody = z.object({ apiKey: z.string().min(1) });
const linkQuery = z.object({ token: z.string().min(1) });
const personBody = z.object({ email: z.string().min(1).max(254), password: z.string().min(1).max(1000) });
const passwordBody = z.object({
  password: z.string().max(1000),
  currentPassword: z.string().max(1000).nullish(),
});

/** What the routes call. */
interface AuthParts {
  readonly links: SignInLinksService;
  readonly sessions: SessionsService;
  readonly apiKeys: ApiKeysService;
  readonly audit: SignInAudit;
}

/** Signing in by link, by password or by API key, and signing out; all of it is noted in the audit. */
export function authRoutes({ links, sessions, apiKeys, audit }: AuthParts): Routes {
  return (app) => {
    app.get('/auth/link', async (request, reply) => {
      const query = linkQuery.safeParse(request.query);
      const userId = query.success ? await links.use(query.data.token) : null;
      if (userId === null) {
        audit.refused(request, 'sign in by link', 'UNAUTHENTICATED');
        reply.code(401).type('text/plain; charset=utf-8');
        return 'This sign-in link has already been used or is older than a day. Ask whoever invited you for a new one; whoever runs Holdfast restarts it.\n';
      }
      const cookies = await sessions.open(request.headers, { userId });
      await audit.signedIn(request, 'sign in by link', await sessions.callerOf(userId));
      setCookies(request, reply, cookies);
      return reply.redirect('/', 303);
    });

    app.post('/auth/session', async (request, reply) => {
      refuseOtherOrigins(request);
      const person = personBody.safeParse(request.body);
      if (person.success) {
        const { email, password } = person.data;
        const { userId, role, cookies } = await sessions
          .signIn(request.headers, email, password)
          .catch(async (error: unknown) => {
            if (error instanceof AppError) {
              const aimedAt = await sessions.callerWith(email);
              audit.refused(request, 'sign in by password', error.code, aimedAt);
            }
            throw error;
          });
        await audit.signedIn(request, 'sign in by password', await sessions.callerOf(userId));
        setCookies(request, reply, cookies);
        return { role };
      }
      const body = apiKeyBody.safeParse(request.body);
      if (!body.success) {
        const message =
          'The body must be JSON: {"apiKey": "hf_..."}, or {"email": "...", "password": "..."}.';
        throw new AppError('BAD_USER_INPUT', message);
      }
      const caller = await apiKeys.recognise(body.data.apiKey);
      if (caller === null) {
        audit.refused(request, 'sign in by key', 'UNAUTHENTICATED');
        throw new AppError('UNAUTHENTICATED', 'This API key is unknown, expired or revoked.');
      }
      const cookies = await sessions.open(request.headers, { apiKeyId: caller.keyId });
      await audit.signedIn(request, 'sign in by key', caller);
      setCookies(request, reply, cookies);
      return { role: caller.role };
    });

    app.put('/auth/password', async (request, reply) => {
      refuseOtherOrigins(request);
      const body = passwordBody.safeParse(request.body);
      if (!body.success) {
        const message = 'The body must be JSON: {"password": "...", "currentPassword": "..." or null}.';
        throw new AppError('BAD_USER_INPUT', message);
      }
      const { password, currentPassword = null } = body.data;
      const caller = await sessions.recognise(request.headers);
      await audit.during(request, 'set password', caller, () =>
        sessions.setPassword(request.headers, password, currentPassword),
      );
      return reply.code(204).send();
    });

    app.delete('/auth/session', async (request, reply) => {
      refuseOtherOrigins(request);
      const caller = await sessions.recognise(request.headers);
      const cookies = await audit.during(request, 'sign out', caller, () => sessions.end(request.headers));
      setCookies(request, reply, cookies);
      return reply.code(204).send();
    });
  };
}
