import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** A connection, as the owner, to the embedded PostgreSQL of an API with this data folder. */
export async function connectToDatabase(dataDir: string): Promise<pg.Client> {
  const folder = join(dataDir, 'postgres');
  const port = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[3]);
  const password = readFileSync(`${folder}.password`, 'utf8');
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'holdfast', database: 'holdfast', password });
  await client.connect();
  return client;
}
