import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import { notFound } from '../../../platform/errors/app-error.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { Passkey } from './passkey.types.js';

/** Most passkeys of a person. */
export const MOST_PASSKEYS = 20;

type PasskeyRow = Pick<Passkey, 'key' | 'name' | 'createdAt' | 'backedUp'>;

/** Shows people their passkeys, and removes those that they no longer want. */
export class OwnPasskeysService {
  constructor(private readonly dataSource: DataSource) {}

  /** The last added first; none for whom `userId` is no person. */
  async list(call: CallContext, userId: string): Promise<Passkey[]> {
    call.require('VIEWER');
    const rows: PasskeyRow[] = await this.dataSource.query(
      `select md5(id)::uuid as key, coalesce(name, 'Passkey') as name, "createdAt", "backedUp" from auth.passkey
       where "userId" = $1 order by "createdAt" desc, id limit ${MOST_PASSKEYS}`,
      [userId],
    );
    return rows.map((row) => Object.assign(new Passkey(), row));
  }

  /** From then on it signs nobody in; sessions stay. @throws AppError NOT_FOUND unless it is the caller's own */
  async remove(call: CallContext, userId: string, key: string): Promise<void> {
    call.require('VIEWER');
    const [, removed]: [unknown, number] = await this.dataSource.query(
      'delete from auth.passkey where "userId" = $1 and md5(id)::uuid = $2',
      [userId, key],
    );
    if (removed === 0) throw notFound('Passkey', toGlobalId('Passkey', key), ['passkeyId']);
  }
}
