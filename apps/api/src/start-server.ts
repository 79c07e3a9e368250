import { analyseFile } from './cli/analyse-file.js';
import { readDatasetSummary } from './cli/dataset-summary.js';
import { formatSummary } from './cli/format-summary.js';
import { adminKeyFile } from './modules/auth/index.js';
import { actorOf } from './platform/audit/actor-of.js';
import { settlementOf } from './platform/audit/settlement-of.js';
import { CallContext } from './platform/call/call-context.js';
import type { Config } from './platform/config.js';
import { AppError } from './platform/errors/app-error.js';
import type { FrontDoor } from './platform/http/front-door.js';
import { createLogger } from './platform/logger.js';
import { type App, startApp } from './start-app.js';

/** Starts everything behind the open port, prints how to sign in, and imports `files` or the sample. */
export async function startServer(config: Config, door: FrontDoor, files: readonly string[]): Promise<App> {
  const app = await startApp({ config, logger: createLogger(), door, takesJobs: config.role === 'all' });
  const link = await app.slices.auth.firstLink();
  console.log(`Holdfast is ready at ${door.url}`);
  if (app.metricsUrl !== null) console.log(`Metrics at ${app.metricsUrl}`);
  if (link) console.log(`Sign in (once, within 24 hours): ${door.url}${link}`);
  console.log(`ADMIN API key: ${adminKeyFile(config.dataDir)}`);
  if (files.length > 0) void analyseFiles(app, door.url, files);
  else if (config.sampleData)
    await app.slices.sampleData.service.importIntoEmpty(CallContext.ofServer(app.stopping));
  return app;
}

async function analyseFiles(app: App, url: string, files: readonly string[]): Promise<void> {
  const { schema, stopping } = app;
  for (const file of files) {
    try {
      const datasetId = await importNoted(app, CallContext.ofServer(stopping), file);
      const summary = await readDatasetSummary(schema, datasetId);
      console.log(`\n${formatSummary(summary)}\n\nExplore it: ${url}/d/${datasetId}\n`);
    } catch (error) {
      if (stopping.aborted) return;
      console.error(`${file} could not be analysed: ${error instanceof AppError ? error.message : error}`);
    }
  }
}

/** The operator on the terminal stands in the audit as the server. */
async function importNoted(app: App, call: CallContext, file: string): Promise<string> {
  const act = await app.slices.audit.trail.open({
    actor: actorOf(call.caller),
    action: 'import a file of the command line',
    address: null,
  });
  try {
    const subject = await analyseFile(call, app, file, console.log);
    const [datasetId = null] = call.concerned;
    await act.settle({ outcome: 'DONE', codes: [], subject, datasetId });
    return subject;
  } catch (error) {
    await act.settle(settlementOf(error, call.signal.reason));
    throw error;
  }
}
