import type { Config } from './platform/config.js';
import { createLogger } from './platform/logger.js';
import { type App, startApp } from './start-app.js';

/** Takes jobs and serves nothing: any number of these processes can share one PostgreSQL and one data folder. */
export async function startWorker(config: Config): Promise<App> {
  const app = await startApp({ config, logger: createLogger(), door: null, takesJobs: true });
  console.log('Holdfast is working on jobs');
  if (app.metricsUrl !== null) console.log(`Metrics at ${app.metricsUrl}`);
  return app;
}
