import { getMigrations } from 'better-auth/db/migration';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/test-database.js';
import { openPool } from '../../platform/database/connections.js';
import { createSessionCookies } from './session-cookies.js';

it('our migration creates every table and column that better-auth needs', async () => {
  const database = await createTestDatabase();
  const pool = openPool(database.ownerUrl, 'better-auth', { options: '-c search_path=auth' });
  try {
    const { options } = createSessionCookies(pool, 'a-secret-of-the-test-that-is-long-enough', 'localhost');
    // It finds no views: users are looked for in the table that theirs is of.
    const { deletedDatasets, ...ofTable } = options.user.additionalFields;
    const { toBeCreated, toBeAdded } = await getMigrations({
      ...options,
      user: { modelName: 'user', additionalFields: ofTable },
    });
    const { fields } = await pool.query(`select * from "${options.user.modelName}"`);
    const { fields: own } = await pool.query('select * from "user"');
    const names = (columns: typeof fields) => columns.map(({ name }) => name);
    expect(names(fields)).toEqual([...names(own), 'deletedDatasets']);
    expect(deletedDatasets.required).toBe(false);
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  } finally {
    await pool.end();
    await database.drop();
  }
});
