import type { IncomingHttpHeaders } from 'node:http';
import type { DataSource } from 'typeorm';
import { AppError } from '../../../platform/errors/app-error.js';
import { type OpenedSession, refusedAs, type SessionsService, toHeaders } from '../sessions.service.js';
import { MOST_PASSKEYS, readPasskeyName } from './own-passkeys.service.js';

/** What a browser is asked to do or answers, as WebAuthn writes it in JSON. */
export type Ceremony = Record<string, unknown>;

/** What a browser is asked, and the cookies that tie its answer to the question. */
interface Question {
  readonly options: Ceremony;
  readonly cookies: string[];
}

const NOT_VALID = 'This passkey is not known here, or the answer was not to the question asked last.';

/** Adds passkeys and signs people in by them, each in two steps: a question that is good for five minutes and one answer. */
export class PasskeysService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: SessionsService,
  ) {}

  /** What a browser makes a passkey from. @throws AppError UNAUTHENTICATED, FORBIDDEN, CONFLICT */
  async askToAdd(headers: IncomingHttpHeaders): Promise<Question> {
    const userId = await this.#person(headers);
    const rows: unknown[] = await this.dataSource.query('select from auth.passkey where "userId" = $1', [
      userId,
    ]);
    if (rows.length >= MOST_PASSKEYS) {
      throw new AppError('CONFLICT', `You have ${rows.length} passkeys; at most ${MOST_PASSKEYS} are kept.`);
    }
    const { api } = await this.sessions.library();
    const asked = await api
      .generatePasskeyRegistrationOptions({ query: {}, headers: toHeaders(headers), returnHeaders: true })
      .catch(refusedAs('FORBIDDEN', 'You signed in more than a day ago. Sign in again to add a passkey.'));
    return { options: { ...asked.response }, cookies: asked.headers.getSetCookie() };
  }

  /** Keeps the passkey that a browser made. @throws AppError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
  async add(headers: IncomingHttpHeaders, name: string, response: Ceremony): Promise<void> {
    await this.#person(headers);
    const named = readPasskeyName(name);
    const { api } = await this.sessions.library();
    await api
      .verifyPasskeyRegistration({ body: { response, name: named }, headers: withOrigin(headers) })
      .catch(refusedWhole('BAD_USER_INPUT'));
  }

  /** What a browser signs in by, whoever it is. */
  async askWho(headers: IncomingHttpHeaders): Promise<Question> {
    const { api } = await this.sessions.library();
    // What nobody answered is of no use to anybody.
    await this.dataSource.query('delete from auth."verification" where "expiresAt" < now()');
    const asked = await api.generatePasskeyAuthenticationOptions({
      headers: toHeaders({ 'user-agent': headers['user-agent'] }),
      returnHeaders: true,
    });
    const options = { ...asked.response, userVerification: 'required' };
    return { options, cookies: asked.headers.getSetCookie() };
  }

  /** Opens a session by a passkey. @throws AppError UNAUTHENTICATED */
  async signIn(headers: IncomingHttpHeaders, response: Ceremony): Promise<OpenedSession> {
    const { api } = await this.sessions.library();
    const opened = await api
      .verifyPasskeyAuthentication({
        // Whatever it is: the plugin finds out whether it is an answer.
        body: { response: response as never },
        headers: withOrigin(headers),
        returnHeaders: true,
      })
      .catch(refusedWhole('UNAUTHENTICATED'));
    await this.dataSource.query('update auth.passkey set "lastUsedAt" = now() where "credentialID" = $1', [
      response.id,
    ]);
    const { id, role } = opened.response.user as unknown as Pick<OpenedSession, 'role'> & { id: string };
    return { userId: id, role, cookies: opened.headers.getSetCookie() };
  }

  /** Whose session it is. A session by a key is nobody's: its passkey would be the owner's. */
  async #person(headers: IncomingHttpHeaders): Promise<string> {
    const found = await this.sessions.find(headers);
    if (found === null || found.user.deactivatedAt) {
      throw new AppError('UNAUTHENTICATED', 'Nobody is signed in.');
    }
    if (found.session.apiKeyId) {
      throw new AppError('FORBIDDEN', 'Only people have passkeys; this session was opened by an API key.');
    }
    return found.user.id;
  }
}

/** The plugin compares what the browser signed with where the request comes from, which has been compared with where it went. */
function withOrigin(headers: IncomingHttpHeaders): Headers {
  const own = toHeaders(headers);
  if (headers.origin !== undefined) own.set('origin', headers.origin);
  return own;
}

/** The plugin answers with a status of 500 to whatever is wrong with an answer; what fails in the database has none. */
function refusedWhole(code: 'UNAUTHENTICATED' | 'BAD_USER_INPUT') {
  return (error: unknown): never => {
    const status = (error as { statusCode?: number }).statusCode;
    throw status === undefined ? error : new AppError(code, NOT_VALID, { cause: error });
  };
}
