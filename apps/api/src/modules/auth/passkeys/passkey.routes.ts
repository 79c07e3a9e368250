import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Routes } from '../../../platform/http/http-application.js';
import { refuseOtherOrigins } from '../same-origin.js';
import type { SessionsService } from '../sessions.service.js';
import { setCookies } from '../set-cookies.js';
import type { SignInAudit } from '../sign-in-audit.js';
import type { PasskeysService } from './passkeys.service.js';

const response = z.record(z.string(), z.unknown());
const answerBody = z.object({ response });
const newBody = z.object({ name: z.string().trim().min(1).max(100), response });

/** What the routes call. */
interface PasskeyParts {
  readonly passkeys: PasskeysService;
  readonly sessions: SessionsService;
  readonly audit: SignInAudit;
}

/** Adding a passkey and signing in by one, as a browser does it: it fetches a question, and sends what its device answers. */
export function passkeyRoutes({ passkeys, sessions, audit }: PasskeyParts): Routes {
  return (app) => {
    app.post('/auth/passkeys/questions/add', async (request, reply) => {
      refuseOtherOrigins(request);
      const { options, cookies } = await passkeys.askToAdd(request.headers);
      setCookies(request, reply, cookies);
      return options;
    });

    app.post('/auth/passkeys', async (request, reply) => {
      refuseOtherOrigins(request);
      const body = newBody.safeParse(request.body);
      if (!body.success) {
        const message = 'The body must be JSON: {"name": 1..100 characters, "response": {...}}.';
        throw new AppError('BAD_USER_INPUT', message);
      }
      const caller = await sessions.recognise(request.headers);
      await audit.during(request, 'add passkey', caller, () =>
        passkeys.add(request.headers, body.data.name, body.data.response),
      );
      return reply.code(204).send();
    });

    app.post('/auth/passkeys/questions/sign-in', async (request, reply) => {
      refuseOtherOrigins(request);
      const { options, cookies } = await passkeys.askWho(request.headers);
      setCookies(request, reply, cookies);
      return options;
    });

    app.post('/auth/passkeys/session', async (request, reply) => {
      refuseOtherOrigins(request);
      const body = answerBody.safeParse(request.body);
      if (!body.success) throw new AppError('BAD_USER_INPUT', 'The body must be JSON: {"response": {...}}.');
      const { userId, role, cookies } = await passkeys
        .signIn(request.headers, body.data.response)
        .catch((error: unknown) => {
          if (error instanceof AppError) audit.refused(request, 'sign in by passkey', error.code);
          throw error;
        });
      await audit.signedIn(request, 'sign in by passkey', await sessions.callerOf(userId));
      setCookies(request, reply, cookies);
      return { role };
    });
  };
}
