import type { IncomingHttpHeaders } from 'node:http';
import type { DataSource } from 'typeorm';
import type { OpenIdConfig } from '../../../platform/config.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { OWNER_ID, type SessionsService, toHeaders } from '../sessions.service.js';
import type { Arrival, OpenIdLibrary } from './open-id-library.js';
import { PROVIDER } from './provider.js';

/** Where a browser goes next, and with which cookies. */
export interface Way {
  readonly location: string;
  readonly cookies: string[];
}

/** A way back from the provider: whom it signed in, or why nobody. */
export interface Return extends Way {
  readonly userId: string | null;
  readonly error: string | null;
}

/** Signs people in who are known to a provider of OpenID Connect. Who may come in is decided here, who they are there. */
export class OpenIdService {
  #library: Promise<OpenIdLibrary> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: SessionsService,
    private readonly config: OpenIdConfig,
    private readonly publicUrl: string,
    private readonly seconds: number,
  ) {}

  /** The way to the provider. @throws AppError UNAVAILABLE */
  async leave(headers: IncomingHttpHeaders): Promise<Way> {
    const home = `${this.publicUrl}/`;
    const left = await this.#inTime(async ({ api }) =>
      api.signInSocial({
        body: { provider: PROVIDER as never, callbackURL: home, errorCallbackURL: home },
        headers: toHeaders(headers),
        returnHeaders: true,
      }),
    );
    return { location: left.response.url!, cookies: left.headers.getSetCookie() };
  }

  /** The way back, which is good once. @throws AppError UNAVAILABLE */
  async comeBack(headers: IncomingHttpHeaders, query: string): Promise<Return> {
    const url = `${this.publicUrl}/auth/callback/${PROVIDER}${query}`;
    const answer = await this.#inTime(({ handler }) =>
      handler(new Request(url, { headers: toHeaders(headers) })),
    );
    const cookies = answer.headers.getSetCookie();
    const location = answer.headers.get('location') ?? `${this.publicUrl}/?error=internal_server_error`;
    const error = new URL(location, this.publicUrl).searchParams.get('error');
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
    const found = error === null ? await this.sessions.find({ cookie }) : null;
    return { location, cookies, userId: found?.user.id ?? null, error };
  }

  /** Why somebody whom the provider vouches for is not let in. */
  async #refuse({ action, userId, email, emailVerified }: Arrival): Promise<string | null> {
    if (action !== 'sign-in' && !emailVerified) return 'email_not_verified';
    if (action === 'create-user') {
      const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
      return this.config.domains.includes(domain) ? null : 'not_invited';
    }
    // The owner's address is nobody's: whoever runs the server signs in by its link.
    if (userId === OWNER_ID) return 'not_invited';
    const [active]: unknown[] = await this.dataSource.query(
      'select from auth."user" where id = $1 and "deactivatedAt" is null',
      [userId],
    );
    return active === undefined ? 'deactivated' : null;
  }

  /** A provider that does not answer is asked anew the next time. */
  async #inTime<T>(work: (library: OpenIdLibrary) => Promise<T>): Promise<T> {
    this.#library ??= this.#load();
    const library = this.#library;
    const { promise: over, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(reject, this.seconds * 1000, this.#away(`within ${this.seconds} s`));
    const done = library.then(work);
    // It fails after the answer.
    done.catch(() => {});
    try {
      return await Promise.race([done, over]);
    } catch (error) {
      this.#library = undefined;
      const status = (error as { statusCode?: number }).statusCode;
      throw status === undefined ? error : this.#away('as OpenID Connect says', error);
    } finally {
      clearTimeout(timer);
    }
  }

  async #load(): Promise<OpenIdLibrary> {
    const { createOpenIdLibrary } = await import('./open-id-library.js');
    const { pool, secret } = this.sessions.foundation();
    const { publicUrl } = this;
    return createOpenIdLibrary(this.config, { pool, secret, publicUrl, refuse: (who) => this.#refuse(who) });
  }

  #away(how: string, cause?: unknown): AppError {
    const { host } = new URL(this.config.issuer);
    const message = `${host}, where people sign in, did not answer ${how}. Try again in a moment.`;
    return new AppError('UNAVAILABLE', message, { cause });
  }
}
