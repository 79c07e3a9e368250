import 'reflect-metadata';
import { readConfig } from './platform/config.js';
import { createLogger } from './platform/logger.js';
import { runProcess } from './platform/run-process.js';
import { startApp } from './start-app.js';

// Runs jobs and serves nothing: any number of these processes can share one PostgreSQL and one data folder.
await runProcess(async () => {
  const app = await startApp({ config: readConfig(), logger: createLogger(), door: null, takesJobs: true });
  console.log('Holdfast is working on jobs');
  if (app.metricsUrl !== null) console.log(`Metrics at ${app.metricsUrl}`);
  return app;
});
