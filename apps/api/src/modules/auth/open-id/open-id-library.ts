import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type pg from 'pg';
import type { OpenIdConfig } from '../../../platform/config.js';
import { libraryOptions } from '../library-options.js';
import { PROVIDER } from './provider.js';

/** Somebody whom the provider vouches for, and what would become of them. */
export interface Arrival {
  readonly action: 'create-user' | 'link-account' | 'sign-in';
  /** Who they are here; undefined for a newcomer. */
  readonly userId: string | undefined;
  readonly email: string;
  readonly emailVerified: boolean;
}

/** What the library needs beside the configuration. */
interface OpenIdParts {
  readonly pool: pg.Pool;
  readonly secret: string;
  /** Where people reach this installation, and the provider sends them back to. */
  readonly publicUrl: string;
  /** Why somebody is not let in, as one of `OPEN_ID_REFUSALS`; null if they are. */
  readonly refuse: (arrival: Arrival) => Promise<string | null>;
}

/**
 * better-auth as a client of a provider of OpenID Connect: state, nonce and PKCE, ID tokens that are verified by the provider's
 * keys. Apart from the one for sessions, which then waits for no provider. Names, pictures and tokens of people are not kept.
 */
export function createOpenIdLibrary(config: OpenIdConfig, { pool, secret, publicUrl, refuse }: OpenIdParts) {
  const { issuer, clientId, clientSecret, role } = config;
  const options = libraryOptions(pool, secret);
  return betterAuth({
    ...options,
    baseURL: publicUrl,
    basePath: '/auth',
    rateLimit: { enabled: false },
    onAPIError: { errorURL: `${publicUrl}/` },
    advanced: { ...options.advanced, database: { generateId: () => randomUUID() } },
    account: {
      updateAccountOnSignIn: false,
      // Whoever has an account here was invited to this address: by us, and not by themselves.
      accountLinking: { requireLocalEmailVerified: false },
    },
    user: {
      ...options.user,
      // Not the provider's to say: newcomers get it below.
      additionalFields: {
        ...options.user.additionalFields,
        role: { type: 'string', required: false, input: false },
      },
      validateUserInfo: async ({ user, source }) => {
        const error = await refuse({
          action: source.action,
          userId: source.action === 'create-user' ? undefined : user.id,
          email: user.email ?? '',
          emailVerified: user.emailVerified === true,
        });
        return error === null ? undefined : { error };
      },
    },
    databaseHooks: {
      user: { create: { before: async (user) => ({ data: { ...user, role } }) } },
      account: {
        create: {
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: PROVIDER,
            discoveryUrl: `${issuer}/.well-known/openid-configuration`,
            clientId,
            clientSecret,
            scopes: ['openid', 'email'],
            pkce: true,
            requireIdTokenVerification: true,
            mapProfileToUser: ({ email }) => ({ name: String(email ?? ''), image: undefined }),
          },
        ],
      }),
    ],
  });
}

/** A client of a provider. */
export type OpenIdLibrary = ReturnType<typeof createOpenIdLibrary>;
