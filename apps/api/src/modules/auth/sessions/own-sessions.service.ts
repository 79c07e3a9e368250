import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { Session } from './session.types.js';

/** Most sessions that are shown: those that were opened last. */
const MOST = 100;

/** Whose sessions: a person, or a key that opened them. */
export interface SessionOwner {
  readonly type: string;
  readonly key: string;
}

type SessionRow = Pick<Session, 'key' | 'createdAt' | 'expiresAt' | 'userAgent'>;

/** The key of a session, as others may know it: better-auth's own ids are no UUIDs. */
export function sessionKey(id: string): string {
  const digits = createHash('md5').update(id).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Shows callers where they are signed in, and ends what they do not know. */
export class OwnSessionsService {
  constructor(private readonly dataSource: DataSource) {}

  /** The last opened first, 100 at most. */
  async list(call: CallContext, owner: SessionOwner): Promise<Session[]> {
    call.require('VIEWER');
    const rows: SessionRow[] = await this.dataSource.query(
      `select md5(id)::uuid as key, "createdAt", "expiresAt", "userAgent" from auth."session"
       where ${ofOwner(owner)} and "expiresAt" > now() order by "createdAt" desc, id limit ${MOST}`,
      [owner.key],
    );
    return rows.map((row) =>
      Object.assign(new Session(), row, { current: row.key === call.caller.sessionKey }),
    );
  }

  /** Ends one at once, also its open sockets. @throws AppError NOT_FOUND unless it is the caller's own */
  async revoke(call: CallContext, owner: SessionOwner, key: string): Promise<void> {
    call.require('VIEWER');
    const [, ended]: [unknown, number] = await this.dataSource.query(
      `delete from auth."session" where ${ofOwner(owner)} and md5(id)::uuid = $2`,
      [owner.key, key],
    );
    if (ended === 0) throw notFound('Session', toGlobalId('Session', key), ['sessionId']);
  }
}

function ofOwner({ type }: SessionOwner): string {
  return type === 'ApiKey' ? '"apiKeyId" = $1' : '"userId" = $1 and "apiKeyId" is null';
}
