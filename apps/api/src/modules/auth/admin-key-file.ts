import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { inTurn } from '../../platform/database/in-turn.js';
import { flushFolder } from '../../platform/storage.js';
import type { ApiKeysService } from './api-keys.service.js';
import { createSecret } from './secret.js';

/** Where the first key is written, readable only by its owner. */
export function adminKeyFile(dataDir: string): string {
  return join(dataDir, 'admin-api-key');
}

/**
 * Creates the ADMIN key of an installation that has no key yet, and writes it to the data folder. The file is written
 * first, and is on the disk: if anything fails in between, the next start creates both again. `url` names the database.
 */
export async function writeFirstAdminKey(
  dataSource: DataSource,
  url: string,
  apiKeys: ApiKeysService,
  dataDir: string,
): Promise<void> {
  await inTurn(url, 'firstKey', async () => {
    const keys: unknown[] = await dataSource.query('select from api_keys limit 1');
    if (keys.length > 0) return;
    const secret = createSecret('hf');
    const file = adminKeyFile(dataDir);
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flush: true });
    chmodSync(file, 0o600);
    await flushFolder(dataDir);
    await apiKeys.insert(secret, { name: 'First start', role: 'ADMIN' });
  });
}
