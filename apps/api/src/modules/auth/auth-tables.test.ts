import { getMigrations } from 'better-auth/db/migration';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/test-database.js';
import { openPool } from '../../platform/database/connections.js';
import { createSessionCookies } from './session-cookies.js';

it('our migration creates every table and column that better-auth needs', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.ownerUrl, 'better-auth', { options: '-c search_path=auth' });
  try {
    const { options } = createSessionCookies(pool, 'a-secret-of-the-test-that-is-long-enough');
    const { toBeCreated, toBeAdded } = await getMigrations(options);
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  } finally {
    await pool.end();
    await database.drop();
  }
});
