import type { OpenIdConfig } from '../../platform/config.js';
import type { Routes } from '../../platform/http/http-application.js';

/** In which ways people sign in here, beside links, keys and passwords; whoever is not signed in yet has to know. */
export function waysRoutes(relyingParty: string, openId: OpenIdConfig | null): Routes {
  const ways = { passkeys: { host: relyingParty }, openId: openId && { label: openId.label } };
  return (app) => {
    app.get('/auth/ways', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return ways;
    });
  };
}
