import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import type pg from 'pg';
import { z } from 'zod';
import { passkeyPlugin } from './passkeys/passkey-plugin.js';
import { PASSWORD_LENGTH } from './password-length.js';

/** How long a session lives. */
const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** Opens a session for a user recognised by other means: a sign-in link or an API key. */
const openSession = createAuthEndpoint(
  '/open-session',
  { method: 'POST', body: z.object({ userId: z.string(), apiKeyId: z.string().nullable() }) },
  async (ctx) => {
    const { userId, apiKeyId } = ctx.body;
    const { internalAdapter } = ctx.context;
    const user = await internalAdapter.findUserById(userId);
    if (user === null) throw ctx.error('NOT_FOUND');
    const session = await internalAdapter.createSession(userId, false, { apiKeyId });
    await setSessionCookie(ctx, { session, user });
    return ctx.json({ opened: true });
  },
);

/**
 * better-auth, used for sessions, their signed cookies, passwords and the passkeys of the host `relyingParty`: none of its
 * routes are served. `pool` must have the schema `auth` as its search path.
 */
export function createSessionCookies(pool: pg.Pool, secret: string, relyingParty: string) {
  return betterAuth({
    database: pool,
    secret,
    // Only used as the origin in links, which it never sends.
    baseURL: 'http://localhost',
    telemetry: { enabled: false },
    logger: { disabled: true },
    session: {
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      additionalFields: { apiKeyId: { type: 'string', required: false, input: false } },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    user: {
      // With what each caller is recognised by, so that no request asks for it once more.
      modelName: 'user_with_deleted_datasets',
      additionalFields: {
        deletedDatasets: { type: 'string', required: false, input: false },
        role: { type: 'string', required: true, input: false },
        deactivatedAt: { type: 'date', required: false, input: false },
        lastSeenAt: { type: 'date', required: false, input: false },
      },
    },
    advanced: {
      cookiePrefix: 'holdfast',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [{ id: 'open-session', endpoints: { openSession } }, passkeyPlugin(relyingParty)],
  });
}

/** Sessions by cookie. */
export type SessionCookies = ReturnType<typeof createSessionCookies>;
