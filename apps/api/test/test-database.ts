import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A database of one test file's own. */
export interface TestDatabase {
  /** For the role that the service has. */
  readonly url: string;
  /** For the role that owns the tables. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** Clones the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new URL(template);
  admin.pathname = '/postgres';
  await run(admin, `create database ${name} template ${template.pathname.slice(1)}`);
  const [url, ownerUrl] = [new URL(inject('serviceUrl')), new URL(template)];
  url.pathname = `/${name}`;
  ownerUrl.pathname = `/${name}`;
  return {
    url: url.href,
    ownerUrl: ownerUrl.href,
    drop: () => run(admin, `drop database ${name} with (force)`),
  };
}

async function run(url: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
