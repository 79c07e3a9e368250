import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
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
    /** Where the compiled sources are, for threads; it ends with a slash. */
    compiledUrl: string;
  }
}

const run = promisify(execFile);
const API = join(import.meta.dirname, '..');

/** One PostgreSQL for the whole run, with one migrated database that every test file clones, and compiled sources. */
export default async function startCluster(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-tests-'));
  // Within the package, whose libraries it needs.
  mkdirSync(join(API, 'reports'), { recursive: true });
  const compiled = mkdtempSync(join(API, 'reports/compiled-'));
  const cluster = await startEmbeddedPostgres(join(folder, 'postgres'), { durable: false });
  const stop = async () => {
    await cluster.stop();
    for (const path of [folder, compiled]) rmSync(path, { recursive: true, force: true });
  };
  try {
    await Promise.all([migrateTemplate(cluster), compileInto(compiled)]);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('templateUrl', cluster.ownerUrl);
  project.provide('serviceUrl', cluster.url);
  project.provide('compiledUrl', `${pathToFileURL(compiled).href}/`);
  return stop;
}

async function migrateTemplate({ url, ownerUrl }: EmbeddedPostgres): Promise<void> {
  const owner = await createDataSource(ownerUrl, databaseParts).initialize();
  await migrateDatabase(owner, ownerUrl, url).finally(() => owner.destroy());
}

/** As the build does it. */
async function compileInto(folder: string): Promise<void> {
  const options = ['--strip-leading-paths', '--quiet', '--ignore', '**/*.test.ts'];
  await run(join(API, 'node_modules/.bin/swc'), ['src', '-d', folder, ...options], { cwd: API });
}
