import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { databaseParts, migrateDatabase } from '../src/app.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/platform/database/embedded/embedded-postgres.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated database that nobody is connected to; tests clone it. */
    templateUrl: string;
    /** The same for the role that the service has. */
    serviceUrl: string;
  }
}

/** One PostgreSQL for the whole run, with one migrated database that every test file clones. */
export default async function startCluster(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-tests-'));
  const cluster = await startEmbeddedPostgres(join(folder, 'postgres'), { durable: false });
  const stop = async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrateTemplate(cluster);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('templateUrl', cluster.ownerUrl);
  project.provide('serviceUrl', cluster.url);
  return stop;
}

async function migrateTemplate({ url, ownerUrl }: EmbeddedPostgres): Promise<void> {
  const owner = await createDataSource(ownerUrl, databaseParts).initialize();
  await migrateDatabase(owner, ownerUrl, url).finally(() => owner.destroy());
}
