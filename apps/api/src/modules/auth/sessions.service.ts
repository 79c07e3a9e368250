import type { IncomingHttpHeaders } from 'node:http';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Caller, Role } from '../../platform/call/caller.js';
import { openPool } from '../../platform/database/connections.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { ApiKeysService } from './api-keys.service.js';
import { createSecret } from './secret.js';
import type { SessionCookies } from './session-cookies.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    User: true;
  }
}

/** The only user of an installation so far. */
const OWNER_ID = 'owner';

/** The schema that better-auth's tables live in: its names are too common for the main one. */
const AUTH_SCHEMA = 'auth';

/** The parts of a user's row that better-auth's types lack. */
interface SessionRow {
  readonly session: { readonly token: string; readonly apiKeyId?: string | null };
  readonly user: { readonly id: string; readonly email: string; readonly role: string };
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
    connections: number,
  ) {
    this.#pool = openPool(url, 'holdfast sessions', {
      max: connections,
      options: `-c search_path=${AUTH_SCHEMA}`,
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

  /** Opens a session for the owner, or for a service by its API key, and returns the cookies to set. */
  async open(headers: IncomingHttpHeaders, apiKeyId: string | null = null): Promise<string[]> {
    const { api } = await this.#auth();
    const opened = await api.openSession({
      body: { userId: OWNER_ID, apiKeyId },
      headers: toHeaders(headers),
      returnHeaders: true,
    });
    return opened.headers.getSetCookie();
  }

  /** Who is signed in; null if the cookie is missing, forged or expired. A session opened by a key ends with the key. */
  async recognise(headers: IncomingHttpHeaders): Promise<Caller | null> {
    const found = await this.#find(headers);
    if (found === null) return null;
    const { session, user } = found;
    if (session.apiKeyId) return this.apiKeys.callerOf(session.apiKeyId);
    return { id: toGlobalId('User', user.id), email: user.email, role: user.role as Role, scope: null };
  }

  /** Ends the session of a request and returns the cookies to set. */
  async end(headers: IncomingHttpHeaders): Promise<string[]> {
    const found = await this.#find(headers);
    // better-auth would only log that this failed, and say that the session has ended.
    if (found)
      await this.dataSource.query('delete from auth."session" where token = $1', [found.session.token]);
    const { api } = await this.#auth();
    const ended = await api.signOut({ headers: toHeaders(headers), returnHeaders: true });
    return ended.headers.getSetCookie();
  }

  /** Whether anyone is signed in as the owner. */
  async isOwnerSignedIn(): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `select from auth."session" where "apiKeyId" is null and "expiresAt" > now() limit 1`,
    );
    return rows.length > 0;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #find(headers: IncomingHttpHeaders): Promise<SessionRow | null> {
    if (headers.cookie === undefined) return null;
    const { api } = await this.#auth();
    return (await api.getSession({ headers: toHeaders(headers) })) as SessionRow | null;
  }

  #auth(): Promise<SessionCookies> {
    this.#cookies ??= this.#loadCookies();
    return this.#cookies;
  }

  /** Loads better-auth with the first session: nothing else needs it, and it would be a quarter of the start-up code. */
  async #loadCookies(): Promise<SessionCookies> {
    if (this.#secret === undefined) throw new Error('prepare() comes first.');
    const { createSessionCookies } = await import('./session-cookies.js');
    return createSessionCookies(this.#pool, this.#secret);
  }
}

function toHeaders({ cookie, 'user-agent': userAgent }: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (userAgent !== undefined) headers.set('user-agent', userAgent);
  return headers;
}
