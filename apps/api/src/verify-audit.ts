import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseParts } from './app.js';
import { describeChain, readKeptHead } from './cli/describe-chain.js';
import { createAudit } from './modules/audit/index.js';
import { readConfig } from './platform/config.js';
import { createDataSource } from './platform/database/data-source.js';
import { startEmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import { StartupError } from './platform/errors/startup-error.js';
import { createLogger } from './platform/logger.js';

// Verifies the audit: follows its chain from the first event, prints its head, and ends with 1 where a link is broken. With
// the number of events and the head that an earlier run printed, it also finds what was cut off at the end.
try {
  const kept = readKeptHead(process.argv.slice(2));
  const config = readConfig();
  const folder = join(config.dataDir, 'postgres');
  if (config.databaseUrl === null && !existsSync(folder)) {
    throw new StartupError(
      `There is no database in ${folder}; DATA_DIR or DATABASE_URL must name the one to verify.`,
    );
  }
  const database = config.databaseUrl === null ? await startEmbeddedPostgres(folder) : null;
  const dataSource = createDataSource(config.databaseUrl ?? database!.url, databaseParts, 1);
  try {
    await dataSource.initialize();
    const report = await createAudit({ dataSource, logger: createLogger() }).verify(kept);
    console.log(describeChain(report));
    process.exitCode = report.broken === null ? 0 : 1;
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await database?.stop();
  }
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exitCode = 1;
}
