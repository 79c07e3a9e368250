import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { type AppError, notFound } from '../../../platform/errors/app-error.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { readName } from '../../../platform/read-name.js';
import { Passkey } from './passkey.types.js';

/** Most passkeys of a person. */
export const MOST_PASSKEYS = 20;
/** Most characters of a passkey's name. */
const LONGEST_NAME = 100;

/** @throws AppError BAD_USER_INPUT like `readName` */
export function readPasskeyName(typed: string): string {
  return readName(typed, LONGEST_NAME);
}

type PasskeyRow = Pick<Passkey, 'key' | 'name' | 'createdAt' | 'backedUp' | 'lastUsedAt'>;

const COLUMNS = `md5(id)::uuid as key, coalesce(name, 'Passkey') as name, "createdAt", "backedUp", "lastUsedAt"`;

/** Shows people their passkeys, names them, and removes those that they no longer want. */
export class OwnPasskeysService {
  constructor(private readonly dataSource: DataSource) {}

  /** The last added first; none for whom `userId` is no person. */
  async list(call: CallContext, userId: string): Promise<Passkey[]> {
    call.require('VIEWER');
    const rows: PasskeyRow[] = await this.dataSource.query(
      `select ${COLUMNS} from auth.passkey where "userId" = $1 order by "createdAt" desc, id limit ${MOST_PASSKEYS}`,
      [userId],
    );
    return rows.map((row) => Object.assign(new Passkey(), row));
  }

  /** `name` was read by `readPasskeyName`. @throws AppError NOT_FOUND unless it is the caller's own */
  async rename(call: CallContext, userId: string, key: string, name: string): Promise<Passkey> {
    call.require('VIEWER');
    const [[renamed]] = await inTransaction(
      this.dataSource,
      (manager): Promise<[PasskeyRow[], number]> =>
        manager.query(
          `update auth.passkey set name = $3 where "userId" = $1 and md5(id)::uuid = $2 returning ${COLUMNS}`,
          [userId, key, name],
        ),
    );
    if (renamed === undefined) throw unknown(key);
    return Object.assign(new Passkey(), renamed);
  }

  /** From then on it signs nobody in; sessions stay. @throws AppError NOT_FOUND unless it is the caller's own */
  async remove(call: CallContext, userId: string, key: string): Promise<void> {
    call.require('VIEWER');
    const [, removed]: [unknown, number] = await this.dataSource.query(
      'delete from auth.passkey where "userId" = $1 and md5(id)::uuid = $2',
      [userId, key],
    );
    if (removed === 0) throw unknown(key);
  }
}

function unknown(key: string): AppError {
  return notFound('Passkey', toGlobalId('Passkey', key), ['passkeyId']);
}
