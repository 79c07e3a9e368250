import type { IncomingHttpHeaders } from 'node:http';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Caller, Role } from '../../platform/call/caller.js';
import type { Clock } from '../../platform/clock.js';
import type { Limits } from '../../platform/config.js';
import { openPool } from '../../platform/database/connections.js';
import { AppError } from '../../platform/errors/app-error.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { ApiKeysService } from './api-keys.service.js';
import type { Attempts } from './attempts.js';
import { PASSWORD_LENGTH } from './password-length.js';
import { createSecret } from './secret.js';
import type { SessionCookies } from './session-cookies.js';
import { sessionKey } from './sessions/own-sessions.service.js';

/** The first user of an installation: who operates the server. */
export const OWNER_ID = '00000000-0000-4000-8000-000000000001';

/** The schema that better-auth's tables live in: its names are too common for the main one. */
const AUTH_SCHEMA = 'auth';

/** The parts of a user's row that better-auth's types lack. */
interface SessionRow {
  readonly session: { readonly id: string; readonly token: string; readonly apiKeyId?: string | null };
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly role: string;
    readonly deactivatedAt?: Date | null;
    readonly lastSeenAt?: Date | null;
    /** Datasets that were deleted and can be restored, by comma; with a session alone. */
    readonly deletedDatasets?: string | null;
  };
}

/** A session that was opened: whose, and the cookies to set. */
export interface OpenedSession {
  readonly userId: string;
  readonly role: Role;
  readonly cookies: string[];
}

/** Opens, recognises and ends sessions; a session lives in a cookie that scripts cannot read. */
export class SessionsService {
  readonly #pool: pg.Pool;
  #secret: string | undefined;
  #cookies: Promise<SessionCookies> | undefined;

  constructor(
    readonly dataSource: DataSource,
    url: string,
    readonly apiKeys: ApiKeysService,
    private readonly attempts: Attempts,
    private readonly clock: Clock,
    private readonly relyingParty: string,
    { sessionConnections, queryTimeout }: Pick<Limits, 'sessionConnections' | 'queryTimeout'>,
  ) {
    this.#pool = openPool(url, 'holdfast sessions', {
      max: sessionConnections,
      // Its statements read by a key: one that takes as long as a request may waits for another program's lock.
      // A second after the request has been answered: an error of the library's would say less than that answer.
      options: `-c search_path=${AUTH_SCHEMA} -c statement_timeout=${queryTimeout + 1}s`,
    });
  }

  /** Stores what sessions need at the first start of an installation; every process calls it. */
  async prepare(): Promise<void> {
    await this.dataSource.query('insert into auth.cookie_secret (value) values ($1) on conflict do nothing', [
      createSecret('cookie'),
    ]);
    await this.dataSource.query(
      `insert into auth."user" (id, name, email, "emailVerified", role)
       values ($1, 'Owner', 'owner@localhost', false, 'ADMIN') on conflict do nothing`,
      [OWNER_ID],
    );
    const [row]: { value: string }[] = await this.dataSource.query('select value from auth.cookie_secret');
    this.#secret = row!.value;
  }

  /** Opens a session for a user, or for a service by its API key, and returns the cookies to set. */
  async open(
    headers: IncomingHttpHeaders,
    { userId = OWNER_ID, apiKeyId = null }: { readonly userId?: string; readonly apiKeyId?: string | null },
  ): Promise<string[]> {
    const { api } = await this.library();
    const opened = await api.openSession({
      body: { userId, apiKeyId },
      headers: toHeaders(headers),
      returnHeaders: true,
    });
    return opened.headers.getSetCookie();
  }

  /**
   * Opens a session by e-mail and password; takes as long for somebody unknown.
   * @throws AppError UNAUTHENTICATED; RATE_LIMITED after too many wrong passwords
   */
  async signIn(headers: IncomingHttpHeaders, email: string, password: string): Promise<OpenedSession> {
    const { api } = await this.library();
    const attempt = await this.attempts.begin(email.toLowerCase());
    const body = { email, password };
    const opened = await api
      .signInEmail({ body, headers: toHeaders(headers), returnHeaders: true })
      .catch(refusedAs('UNAUTHENTICATED', 'This e-mail address and password do not belong together.'));
    await attempt.succeeded();
    const { id, role } = opened.response.user as unknown as { id: string; role: Role };
    return { userId: id, role, cookies: opened.headers.getSetCookie() };
  }

  /**
   * Gives the person who is signed in a password, or another one, which ends their other sessions.
   * @throws AppError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
   */
  async setPassword(headers: IncomingHttpHeaders, password: string, current: string | null): Promise<void> {
    const found = await this.find(headers);
    if (found === null) throw new AppError('UNAUTHENTICATED', 'Nobody is signed in.');
    const { session, user } = found;
    if (session.apiKeyId || user.id === OWNER_ID) {
      throw new AppError('FORBIDDEN', 'Only people who were invited sign in with a password.');
    }
    if (password.length < PASSWORD_LENGTH.least || password.length > PASSWORD_LENGTH.most) {
      const { least, most } = PASSWORD_LENGTH;
      const message = `password has ${password.length} characters; it must have ${least}..${most}.`;
      throw new AppError('BAD_USER_INPUT', message, { field: ['password'] });
    }
    const { api } = await this.library();
    const own = toHeaders(headers);
    const refused = refusedAs('FORBIDDEN', 'The current password is missing or wrong.');
    if (current === null)
      await api.setPassword({ body: { newPassword: password }, headers: own }).catch(refused);
    else {
      const body = { newPassword: password, currentPassword: current };
      await api.changePassword({ body, headers: own }).catch(refused);
    }
    await this.dataSource.query('delete from auth."session" where "userId" = $1 and token <> $2', [
      user.id,
      session.token,
    ]);
  }

  /** Who is signed in; null if the cookie is missing, forged or expired. A session opened by a key ends with the key. */
  async recognise(headers: IncomingHttpHeaders): Promise<Caller | null> {
    const found = await this.find(headers);
    if (found === null) return null;
    const { session, user } = found;
    const key = { sessionKey: sessionKey(session.id) };
    if (session.apiKeyId) {
      const caller = await this.apiKeys.callerOf(session.apiKeyId);
      return caller && { ...caller, ...key };
    }
    if (user.deactivatedAt) return null;
    await this.#noteSeen(user);
    return { ...asCaller(user), ...key };
  }

  /** The person with an id, who exists, whether or not they may sign in. */
  async callerOf(userId: string): Promise<Caller> {
    const [user]: SessionRow['user'][] = await this.dataSource.query(
      'select id, email, role from auth."user" where id = $1',
      [userId],
    );
    return asCaller(user!);
  }

  /** The person with an e-mail address, whether or not they may sign in; null if it is nobody's. */
  async callerWith(email: string): Promise<Caller | null> {
    const [user]: SessionRow['user'][] = await this.dataSource.query(
      'select id, email, role from auth."user" where email = lower($1)',
      [email],
    );
    return user ? asCaller(user) : null;
  }

  /** Ends the session of a request and returns the cookies to set. */
  async end(headers: IncomingHttpHeaders): Promise<string[]> {
    const found = await this.find(headers);
    // better-auth would only log that this failed, and say that the session has ended.
    if (found)
      await this.dataSource.query('delete from auth."session" where token = $1', [found.session.token]);
    const { api } = await this.library();
    const ended = await api.signOut({ headers: toHeaders(headers), returnHeaders: true });
    return ended.headers.getSetCookie();
  }

  /** Whether the owner needs no link: is signed in, or was shut out by another ADMIN. */
  async isOwnerSettled(): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `select from auth."session" where "userId" = $1 and "apiKeyId" is null and "expiresAt" > now()
       union all select from auth."user" where id = $1 and "deactivatedAt" is not null limit 1`,
      [OWNER_ID],
    );
    return rows.length > 0;
  }

  /** What sessions are stored in and signed with. */
  foundation(): { readonly pool: pg.Pool; readonly secret: string } {
    if (this.#secret === undefined) throw new Error('prepare() comes first.');
    return { pool: this.#pool, secret: this.#secret };
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** At most once a minute, so that reads do not turn into writes. */
  async #noteSeen({ id, lastSeenAt }: SessionRow['user']): Promise<void> {
    const now = this.clock.now();
    if (lastSeenAt && now.getTime() - lastSeenAt.getTime() < 60_000) return;
    await this.dataSource.query('update auth."user" set "lastSeenAt" = $2 where id = $1', [id, now]);
  }

  /** The session of a request and whose it is; null if there is none. Whoever is found may have been shut out since. */
  async find(headers: IncomingHttpHeaders): Promise<SessionRow | null> {
    if (headers.cookie === undefined) return null;
    const { api } = await this.library();
    return (await api.getSession({ headers: toHeaders(headers) })) as SessionRow | null;
  }

  /** better-auth, for what signs in by other means. */
  library(): Promise<SessionCookies> {
    this.#cookies ??= this.#loadCookies();
    return this.#cookies;
  }

  /** Loads better-auth with the first session: nothing else needs it, and it would be a quarter of the start-up code. */
  async #loadCookies(): Promise<SessionCookies> {
    const { pool, secret } = this.foundation();
    const { createSessionCookies } = await import('./session-cookies.js');
    return createSessionCookies(pool, secret, this.relyingParty);
  }
}

function asCaller({ id, email, role, deletedDatasets }: SessionRow['user']): Caller {
  const deleted = new Set(deletedDatasets?.split(','));
  return { id: toGlobalId('User', id), email, role: role as Role, scope: null, deleted };
}

/** What better-auth refuses, as our error; what fails otherwise stays what it is. */
export function refusedAs(code: 'UNAUTHENTICATED' | 'FORBIDDEN', message: string) {
  return (error: unknown): never => {
    const status = (error as { statusCode?: number }).statusCode;
    throw status !== undefined && status < 500 ? new AppError(code, message, { cause: error }) : error;
  };
}

/** What better-auth hears of a request: the cookie and the program. */
export function toHeaders({ cookie, 'user-agent': userAgent }: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (userAgent !== undefined) headers.set('user-agent', userAgent);
  return headers;
}
