import 'reflect-metadata';
import { adminKeyFile } from './modules/auth/index.js';
import { readConfig } from './platform/config.js';
import { openFrontDoor } from './platform/http/front-door.js';
import { createLogger } from './platform/logger.js';
import { runProcess } from './platform/run-process.js';
import { startApp } from './start-app.js';

// Serves the API and the dashboard, and works on jobs: all of Holdfast in one process.
await runProcess(async () => {
  const config = readConfig();
  const door = await openFrontDoor(config.host, config.port);
  const app = await startApp({ config, logger: createLogger(), door, takesJobs: true });
  const link = await app.slices.auth.firstLink();
  console.log(`Holdfast is ready at ${door.url}`);
  if (link) console.log(`Sign in, once and within 24 hours: ${door.url}${link}`);
  console.log(`ADMIN API key: ${adminKeyFile(config.dataDir)}`);
  return app;
});
