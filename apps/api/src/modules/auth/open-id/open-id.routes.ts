import type { Routes } from '../../../platform/http/http-application.js';
import type { SessionsService } from '../sessions.service.js';
import { setCookies } from '../set-cookies.js';
import type { SignInAudit } from '../sign-in-audit.js';
import type { OpenIdService } from './open-id.service.js';
import { PROVIDER } from './provider.js';

const ACTION = 'sign in by OpenID Connect';

/** What the routes call. */
interface OpenIdParts {
  readonly openId: OpenIdService;
  readonly sessions: SessionsService;
  readonly audit: SignInAudit;
  /** Where people reach this installation. */
  readonly publicUrl: string;
}

/** The way to the provider and the way back; both are for the address bar. */
export function openIdRoutes({ openId, sessions, audit, publicUrl }: OpenIdParts): Routes {
  return (app) => {
    app.get('/auth/openid', async (request, reply) => {
      // The way back leads there, and the cookies of another host would not come along.
      if (request.headers.host !== new URL(publicUrl).host)
        return reply.redirect(`${publicUrl}/auth/openid`, 303);
      const { location, cookies } = await openId.leave(request.headers);
      setCookies(request, reply, cookies);
      return reply.redirect(location, 303);
    });

    app.get(`/auth/callback/${PROVIDER}`, async (request, reply) => {
      const { search } = new URL(request.url, publicUrl);
      const { location, cookies, userId, error } = await openId.comeBack(request.headers, search);
      if (userId === null) audit.refused(request, ACTION, 'UNAUTHENTICATED');
      else await audit.signedIn(request, ACTION, await sessions.callerOf(userId));
      if (userId !== null || error !== null) setCookies(request, reply, cookies);
      return reply.redirect(location, 303);
    });
  };
}
