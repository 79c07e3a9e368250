import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import type { StoreConfig } from '../src/platform/config.js';

/** A bucket on this machine, by a server that speaks as S3 does. */
export interface LocalBucket {
  readonly config: StoreConfig;
  /** Its settings, for a process. */
  readonly env: Readonly<Record<string, string>>;
  /** Where its objects are on this disk. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Whom that server lets in. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

/** Starts one; this process is let in as well. */
export async function startLocalBucket(): Promise<LocalBucket> {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-bucket-'));
  const configureBuckets = [{ name: 'holdfast' }];
  const options = { address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets };
  // It signs slashes in what is asked for in a way of its own.
  const server = new S3rver({ ...options, vhostBuckets: false, allowMismatchedSignatures: true });
  const endpoint = `http://127.0.0.1:${(await server.run()).port}`;
  Object.assign(process.env, CREDENTIALS);
  return {
    config: {
      bucket: 'holdfast',
      prefix: 'tests/',
      endpoint,
      region: 'us-east-1',
      pathStyle: true,
      cacheBytes: 1024 ** 3,
    },
    env: {
      ...CREDENTIALS,
      STORE: 's3://holdfast/tests',
      STORE_ENDPOINT: endpoint,
      STORE_PATH_STYLE: 'true',
    },
    folder: join(directory, 'holdfast', 'tests'),
    async stop() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
