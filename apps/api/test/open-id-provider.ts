import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Grant, Provider } from 'oidc-provider';
import type { OpenIdConfig } from '../src/platform/config.js';

/** Somebody whom the provider knows. */
export interface Account {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
}

/** A provider of OpenID Connect on this machine, which lets whoever `account` is in without asking. */
export interface OpenIdProvider {
  /** Who sits at the browser. */
  account: Account;
  /** What the provider was asked for at its authorisation endpoint, the last first. */
  readonly asked: URLSearchParams[];
  readonly issuer: string;
  configFor(url: string, whom?: Partial<OpenIdConfig>): OpenIdConfig;
  stop(): Promise<void>;
}

const CLIENT = { clientId: 'holdfast', clientSecret: 'a-secret-of-the-test' };

/** Starts one; it insists on PKCE, and knows Holdfast at `url` once it was configured for that. */
export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  let callback: (request: IncomingMessage, response: ServerResponse) => unknown = () => {};
  const server = createServer((request, response) => callback(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked: URLSearchParams[] = [];
  const started: OpenIdProvider = {
    account: { sub: 'nobody', email: 'nobody@example.com', email_verified: false },
    asked,
    issuer,
    configFor(url, whom = {}) {
      callback = serve(issuer, url, started);
      return { issuer, ...CLIENT, label: 'Example', domains: [], role: 'VIEWER', ...whom };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return started;
}

function serve(issuer: string, url: string, started: OpenIdProvider) {
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${url}/auth/callback/openid`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...started.account }) }),
    // Nobody is asked whether Holdfast may know their address.
    async loadExistingGrant({ oidc: { session, client } }): Promise<Grant> {
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
    interactions: { url: () => '/enter' },
    cookies: { keys: ['a-key-of-the-test'] },
  });
  const answer = provider.callback();
  return async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url!, issuer);
    if (pathname === '/auth') started.asked.unshift(searchParams);
    if (pathname !== '/enter') return answer(request, response);
    const result = { login: { accountId: started.account.sub } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
}
