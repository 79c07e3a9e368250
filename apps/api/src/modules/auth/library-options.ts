import type { BetterAuthOptions } from 'better-auth';
import type pg from 'pg';

/** How long a session lives. */
const SESSION_SECONDS = 30 * 24 * 60 * 60;

/**
 * What every use of better-auth here has in common, so that one recognises the sessions of another. `pool` must have the
 * schema `auth` as its search path.
 */
export function libraryOptions(pool: pg.Pool, secret: string) {
  return {
    database: pool,
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    session: {
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      additionalFields: { apiKeyId: { type: 'string', required: false, input: false } },
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
  } as const satisfies BetterAuthOptions;
}
