import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import { createSecret, hashSecret } from './secret.js';

/** How long a link is valid. */
const LINK_HOURS = 24;

/** One-time links that sign somebody in: the owner's are printed where only the operator of the server can read them. */
export class SignInLinksService {
  constructor(
    readonly dataSource: DataSource,
    readonly clock: Clock,
  ) {}

  /** Creates a user's link, valid for one use within a day, and returns its path. */
  async create(userId: string, manager: Pick<EntityManager, 'query'> = this.dataSource): Promise<string> {
    const token = createSecret('link');
    const expiresAt = new Date(this.clock.now().getTime() + LINK_HOURS * 3_600_000);
    await manager.query('delete from auth.sign_in_links where used_at is not null or expires_at < $1', [
      this.clock.now(),
    ]);
    await manager.query('insert into auth.sign_in_links (hash, expires_at, user_id) values ($1, $2, $3)', [
      hashSecret(token),
      expiresAt,
      userId,
    ]);
    return `/auth/link?token=${token}`;
  }

  /** Redeems a link: whom it signs in. Null if it is unknown, expired or already used; of two concurrent requests, one succeeds. */
  async use(token: string): Promise<string | null> {
    const [used]: [{ user_id: string }[], number] = await this.dataSource.query(
      `update auth.sign_in_links set used_at = $2 where hash = $1 and used_at is null and expires_at > $2
       returning user_id`,
      [hashSecret(token), this.clock.now()],
    );
    return used[0]?.user_id ?? null;
  }

  /** Removes a user's links in the caller's transaction. */
  async removeAllOf(userId: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from auth.sign_in_links where user_id = $1', [userId]);
  }
}
