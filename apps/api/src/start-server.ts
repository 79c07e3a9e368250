import { analyseFile } from './cli/analyse-file.js';
import { readDatasetSummary } from './cli/dataset-summary.js';
import { formatSummary } from './cli/format-summary.js';
import { adminKeyFile } from './modules/auth/index.js';
import { CallContext } from './platform/call/call-context.js';
import type { Config } from './platform/config.js';
import { AppError } from './platform/errors/app-error.js';
import type { FrontDoor } from './platform/http/front-door.js';
import { createLogger } from './platform/logger.js';
import { type App, startApp } from './start-app.js';

/** Starts everything behind the open port, prints how to sign in, and imports `files` or the sample. */
export async function startServer(config: Config, door: FrontDoor, files: readonly string[]): Promise<App> {
  const app = await startApp({ config, logger: createLogger(), door, takesJobs: true });
  const link = await app.slices.auth.firstLink();
  console.log(`Holdfast is ready at ${door.url}`);
  if (link) console.log(`Sign in (once, within 24 hours): ${door.url}${link}`);
  console.log(`ADMIN API key: ${adminKeyFile(config.dataDir)}`);
  if (files.length > 0) void analyseFiles(app, door.url, files);
  else if (config.sampleData)
    await app.slices.sampleData.service.importIntoEmpty(CallContext.ofServer(app.stopping));
  return app;
}

async function analyseFiles(
  { slices, schema, stopping }: App,
  url: string,
  files: readonly string[],
): Promise<void> {
  for (const file of files) {
    try {
      const datasetId = await analyseFile(CallContext.ofServer(stopping), slices, file, console.log);
      const summary = await readDatasetSummary(schema, datasetId);
      console.log(`\n${formatSummary(summary)}\n\nExplore it: ${url}/d/${datasetId}\n`);
    } catch (error) {
      if (stopping.aborted) return;
      console.error(`${file} could not be analysed: ${error instanceof AppError ? error.message : error}`);
    }
  }
}
