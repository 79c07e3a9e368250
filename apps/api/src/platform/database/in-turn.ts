import pg from 'pg';

/** What processes of one database do one after the other; the numbers are arbitrary, and nothing else uses them. */
const TURNS = { migration: 7_245_001, sampleData: 7_245_002, firstKey: 7_245_003 } as const;

/**
 * Runs `work` while no other process on the same database runs work of this kind; the others wait. The lock has a
 * connection of its own: a pool of one is left to the work, and the lock ends with its process.
 */
export async function inTurn<T>(url: string, kind: keyof typeof TURNS, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: `holdfast ${kind}` });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TURNS[kind]]);
    return await work();
  } finally {
    await client.end();
  }
}
