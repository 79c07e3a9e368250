import { join } from 'node:path';
import type { StoreConfig } from '../config.js';
import type { FileStore } from './file-store.js';
import { LocalFiles } from './local-files.js';

/** The store of a configuration: a bucket, or the data folder where there is none. @throws StartupError */
export async function openFiles(store: StoreConfig | null, dataDir: string): Promise<FileStore> {
  if (store === null) return new LocalFiles(dataDir);
  // Nobody else waits for the library.
  const { S3Files } = await import('./s3-files.js');
  const files = new S3Files(store, join(dataDir, 'cache'));
  await files.requireBucket();
  return files;
}
