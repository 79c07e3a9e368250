import 'reflect-metadata';
import { requireFiles } from './cli/require-files.js';
import { readConfig } from './platform/config.js';
import { openFrontDoor } from './platform/http/front-door.js';
import { runProcess } from './platform/run-process.js';

// Serves the API and the dashboard, and runs jobs: all of Holdfast in one process, or one of the two by ROLE. Files named on
// the command line are imported and summed up on the terminal while it serves.
const files = process.argv.slice(2);

await runProcess(async () => {
  requireFiles(files);
  const config = readConfig();
  if (config.role === 'worker') return (await import('./start-worker.js')).startWorker(config);
  const door = await openFrontDoor(config.host, config.port);
  // Loaded only now: an impossible start is refused at once, and the port answers while the rest loads.
  const { startServer } = await import('./start-server.js');
  return startServer(config, door, files);
});
