import { Worker } from 'node:worker_threads';

/**
 * Starts a file of this folder as a worker thread, by its name without ending. From the sources (development, tests)
 * the thread gets the same on-the-fly compiler as the process; from the build it needs none.
 */
export function startThread(name: string, workerData: unknown): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = new URL(`./${name}.${fromSource ? 'ts' : 'js'}`, import.meta.url);
  const execArgv = fromSource ? ['--import', '@swc-node/register/esm-register'] : [];
  return new Worker(file, { workerData, execArgv });
}
