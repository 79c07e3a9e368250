import type { DataSource, EntityManager } from 'typeorm';

/** What the service may do to the rows of a table. MAINTAIN, for vacuum and analyze, is known from PostgreSQL 17 on. */
const ROWS = 'select, insert, update, delete';
const CHANGES = 'update, delete';
const MAINTAIN_SINCE = 170_000;

/**
 * Lets the role of the service's URL read and write the rows of every table that the owner's migrations made, but change no
 * table, and nothing of what says which migrations were run. Of the tables `appendOnly` it may add and read rows alone. Does
 * nothing where the service is the owner.
 */
export async function grantService(
  dataSource: DataSource,
  url: string,
  appendOnly: readonly string[] = [],
): Promise<void> {
  // In one transaction: at no moment may it do more than it may in the end.
  await dataSource.transaction((owner) => grant(owner, url, appendOnly));
}

async function grant(owner: EntityManager, url: string, appendOnly: readonly string[]): Promise<void> {
  const role = decodeURIComponent(new URL(url).username);
  const [{ user, version }]: [{ user: string; version: number }] = await owner.query(
    `select current_user as user, current_setting('server_version_num')::int as version`,
  );
  if (role === '' || role === user) return;
  const maintain = version >= MAINTAIN_SINCE ? ', maintain' : '';
  const rights = ROWS + maintain;
  const service = owner.dataSource.driver.escape(role);
  const schemas: { name: string }[] = await owner.query(
    `select nspname as name from pg_namespace
     where nspname = 'public' or (nspowner = current_user::regrole and nspname !~ '^pg_|^information_schema$')`,
  );
  for (const { name } of schemas) {
    const schema = owner.dataSource.driver.escape(name);
    await owner.query(`grant usage on schema ${schema} to ${service}`);
    await owner.query(`grant ${rights} on all tables in schema ${schema} to ${service}`);
    await owner.query(`grant usage, select on all sequences in schema ${schema} to ${service}`);
  }
  for (const table of appendOnly) {
    await owner.query(
      `revoke ${CHANGES}${maintain} on ${owner.dataSource.driver.escape(table)} from ${service}`,
    );
  }
  await openGuardedTables(owner, service);
  const records: { table: string }[] = await owner.query(
    `select oid::regclass as table from pg_class where relname = 'migrations' and relkind = 'r'`,
  );
  for (const { table } of records) {
    await owner.query(`revoke insert, update, delete on ${table} from ${service}`);
  }
}

/** graphile-worker shows the rows of its tables to their owner alone, by row-level security without a policy. */
async function openGuardedTables(owner: EntityManager, service: string): Promise<void> {
  const guarded: { table: string }[] = await owner.query(
    `select oid::regclass as table from pg_class where relrowsecurity and relowner = current_user::regrole
       and not exists (select from pg_policy where polrelid = pg_class.oid and polname = 'service')`,
  );
  for (const { table } of guarded) {
    await owner.query(`create policy service on ${table} to ${service} using (true) with check (true)`);
  }
}
