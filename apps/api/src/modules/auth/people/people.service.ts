import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { z } from 'zod';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { Role } from '../../../platform/call/caller.js';
import type { Clock } from '../../../platform/clock.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import type { Connection } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { type KeysetOrder, readKeyset } from '../../../platform/graphql/read-keyset.js';
import type { SignInLinksService } from '../sign-in-links.service.js';
import { User } from './user.entity.js';

const NEWEST_FIRST: KeysetOrder = {
  columns: [
    { name: 'createdAt', type: 'timestamptz' },
    { name: 'id', type: 'text' },
  ],
  descending: true,
};
const USER_ID = ['userId'];
const address = z.email().max(254);

/** Lets people in, says what they may do, and shuts them out. Somebody who may do everything always remains. */
export class PeopleService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly links: SignInLinksService,
  ) {}

  /** Newest first. @throws AppError FORBIDDEN */
  list(call: CallContext, first: number, after?: string | null): Promise<Connection<User>> {
    call.requireEverything('ADMIN');
    const query = this.dataSource.getRepository(User).createQueryBuilder('u');
    return readKeyset(query, { name: 'users' }, { first, after }, NEWEST_FIRST);
  }

  /**
   * Lets somebody in by a link. Whoever is here already gets a new link, chooses a new password and adds passkeys anew, and is
   * let in again after a deactivation.
   * @throws AppError FORBIDDEN, BAD_USER_INPUT; CONFLICT for somebody active with another role
   */
  async invite(
    call: CallContext,
    { email: given, role }: { readonly email: string; readonly role: Role },
  ): Promise<{ user: User; link: string }> {
    call.requireEverything('ADMIN');
    const email = readAddress(given);
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(
        `insert into auth."user" (id, name, email, "emailVerified", role, "createdAt") values ($1, $2, $2, false, $3, $4)
         on conflict (email) do nothing`,
        [randomUUID(), email, role, this.clock.now()],
      );
      const [known]: User[] = await manager.query('select * from auth."user" where email = $1 for update', [
        email,
      ]);
      if (known!.deactivatedAt === null && known!.role !== role) {
        const message = `${email} is ${known!.role} already; to make them ${role}, change their role.`;
        throw new AppError('CONFLICT', message, { field: ['role'] });
      }
      await manager.query('update auth."user" set role = $2, "deactivatedAt" = null where id = $1', [
        known!.id,
        role,
      ]);
      await forgetHowTheySignIn(manager, known!.id);
      return { user: await get(manager, known!.id), link: await this.links.create(known!.id, manager) };
    });
  }

  /** Holds from the person's next request on. @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT for the last ADMIN */
  setRole(call: CallContext, id: string, role: Role): Promise<User> {
    return this.#change(call, id, async (manager, user) => {
      if (role !== 'ADMIN') await requireOtherAdmin(manager, user, `cannot become ${role}`);
      await manager.query('update auth."user" set role = $2 where id = $1', [id, role]);
    });
  }

  /** Ends all sessions, links, passkeys and the password. @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT for the last ADMIN */
  deactivate(call: CallContext, id: string): Promise<User> {
    return this.#change(call, id, async (manager, user) => {
      await requireOtherAdmin(manager, user, 'cannot be deactivated');
      await manager.query(
        'update auth."user" set "deactivatedAt" = coalesce("deactivatedAt", $2) where id = $1',
        [id, this.clock.now()],
      );
      await manager.query('delete from auth."session" where "userId" = $1 and "apiKeyId" is null', [id]);
      await forgetHowTheySignIn(manager, id);
      await this.links.removeAllOf(id, manager);
    });
  }

  async #change(
    call: CallContext,
    id: string,
    change: (manager: EntityManager, user: User) => Promise<void>,
  ): Promise<User> {
    call.requireEverything('ADMIN');
    return inTransaction(this.dataSource, async (manager) => {
      // One change of people at a time: of two admins who deactivate each other, one remains.
      await manager.query('lock table auth."user" in share row exclusive mode');
      await change(manager, await get(manager, id));
      return get(manager, id);
    });
  }
}

function readAddress(given: string): string {
  const email = given.trim().toLowerCase();
  if (address.safeParse(email).success) return email;
  throw new AppError(
    'BAD_USER_INPUT',
    `email is "${email.slice(0, 100)}"; it must be an e-mail address of at most 254 characters.`,
    { field: ['email'] },
  );
}

async function get(manager: EntityManager, id: string): Promise<User> {
  const user = await manager.getRepository(User).findOneBy({ id });
  if (user === null) throw notFound('User', toGlobalId('User', id), USER_ID);
  return user;
}

/** Passwords, passkeys, and who they are elsewhere. */
async function forgetHowTheySignIn(manager: EntityManager, userId: string): Promise<void> {
  await manager.query('delete from auth."account" where "userId" = $1', [userId]);
  await manager.query('delete from auth.passkey where "userId" = $1', [userId]);
}

async function requireOtherAdmin(manager: EntityManager, user: User, cannot: string): Promise<void> {
  if (user.role !== 'ADMIN' || !user.active) return;
  const others: unknown[] = await manager.query(
    `select from auth."user" where role = 'ADMIN' and "deactivatedAt" is null and id <> $1 limit 1`,
    [user.id],
  );
  if (others.length > 0) return;
  throw new AppError('CONFLICT', `${user.email} is the only active ADMIN and ${cannot}.`, { field: USER_ID });
}
