import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { flushFolder } from '../../platform/storage.js';
import type { ApiKeysService } from './api-keys.service.js';
import { createSecret } from './secret.js';

/** An arbitrary fixed number that nothing else in this database uses. */
const FIRST_KEY_LOCK = 7_245_003;

/** Where the first key is written, readable only by its owner. */
export function adminKeyFile(dataDir: string): string {
  return join(dataDir, 'admin-api-key');
}

/**
 * Creates the ADMIN key of an installation that has no key yet, and writes it to the data folder. The file is written
 * first, and is on the disk: if anything fails in between, the next start creates both again.
 */
export async function writeFirstAdminKey(
  dataSource: DataSource,
  apiKeys: ApiKeysService,
  dataDir: string,
): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await manager.query('select pg_advisory_xact_lock($1)', [FIRST_KEY_LOCK]);
    const keys: unknown[] = await manager.query('select from api_keys limit 1');
    if (keys.length > 0) return;
    const secret = createSecret('hf');
    const file = adminKeyFile(dataDir);
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flush: true });
    chmodSync(file, 0o600);
    await flushFolder(dataDir);
    await apiKeys.insert(secret, { name: 'First start', role: 'ADMIN' });
  });
}
