import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import type { StoreConfig } from '../src/platform/config.js';
import { whyUnsigned } from './signature-v4.js';

/** A bucket on this machine, by a server that speaks as S3 does, and refuses whom S3 would. */
export interface LocalBucket {
  readonly config: StoreConfig;
  /** Its settings, for a process. */
  readonly env: Readonly<Record<string, string>>;
  /** Where its objects are on this disk. */
  readonly folder: string;
  stop(): Promise<void>;
}

const REGION = 'us-east-1';

/** Whom that server lets in. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

/** Starts one; this process is let in as well. */
export async function startLocalBucket(): Promise<LocalBucket> {
  const directory = mkdtempSync(join(tmpdir(), 'holdfast-bucket-'));
  const configureBuckets = [{ name: 'holdfast' }];
  const options = { address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets };
  // It signs slashes in what is asked for in a way of its own, and lets in who signs nothing.
  const server = new S3rver({ ...options, vhostBuckets: false, allowMismatchedSignatures: true });
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secret } = CREDENTIALS;
  server.middleware.unshift(async (exchange, next) => {
    const why = whyUnsigned(exchange.req, { accessKeyId, secret, region: REGION }, new Date());
    if (why === null) return next();
    exchange.status = 403;
    exchange.type = 'application/xml';
    exchange.body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${why}</Code></Error>`;
  });
  const endpoint = `http://127.0.0.1:${(await server.run()).port}`;
  Object.assign(process.env, CREDENTIALS);
  return {
    config: {
      bucket: 'holdfast',
      prefix: 'tests/',
      endpoint,
      region: REGION,
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
