import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** The URL, for the owner, of the embedded PostgreSQL of an API with this data folder. */
export function databaseUrl(dataDir: string): string {
  const folder = join(dataDir, 'postgres');
  const port = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[3]);
  const password = readFileSync(`${folder}.password`, 'utf8');
  return `postgres://holdfast:${encodeURIComponent(password)}@127.0.0.1:${port}/holdfast`;
}

/** A connection, as the owner, to that database. */
export async function connectToDatabase(dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl(dataDir) });
  await client.connect();
  return client;
}
