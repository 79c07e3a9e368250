import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import { createSecret, hashSecret } from './secret.js';

/** How long a link is valid. */
const LINK_HOURS = 24;

/** One-time links that sign the owner in, printed where only the operator of the server can read them. */
export class SignInLinksService {
  constructor(
    readonly dataSource: DataSource,
    readonly clock: Clock,
  ) {}

  /** Creates a link, valid for one use within a day, and returns its path. */
  async create(): Promise<string> {
    const token = createSecret('link');
    const expiresAt = new Date(this.clock.now().getTime() + LINK_HOURS * 3_600_000);
    await this.dataSource.query(
      'delete from auth.sign_in_links where used_at is not null or expires_at < $1',
      [this.clock.now()],
    );
    await this.dataSource.query('insert into auth.sign_in_links (hash, expires_at) values ($1, $2)', [
      hashSecret(token),
      expiresAt,
    ]);
    return `/auth/link?token=${token}`;
  }

  /** Redeems a link; false if it is unknown, expired or already used. Of two concurrent requests, one succeeds. */
  async use(token: string): Promise<boolean> {
    const [, used]: [unknown[], number] = await this.dataSource.query(
      'update auth.sign_in_links set used_at = $2 where hash = $1 and used_at is null and expires_at > $2',
      [hashSecret(token), this.clock.now()],
    );
    return used > 0;
  }
}
