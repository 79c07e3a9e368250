import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import type pg from 'pg';
import { z } from 'zod';
import { libraryOptions } from './library-options.js';
import { passkeyPlugin } from './passkeys/passkey-plugin.js';
import { PASSWORD_LENGTH } from './password-length.js';

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
    ...libraryOptions(pool, secret),
    // Only used as the origin in links, which it never sends.
    baseURL: 'http://localhost',
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    plugins: [{ id: 'open-session', endpoints: { openSession } }, passkeyPlugin(relyingParty)],
  });
}

/** Sessions by cookie. */
export type SessionCookies = ReturnType<typeof createSessionCookies>;
