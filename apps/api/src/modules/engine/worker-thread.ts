import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/**
 * Starts a file of this folder as a worker thread, by its name without ending. From the sources (development, tests)
 * the thread gets the same on-the-fly compiler as the process; from the build it needs none.
 */
export function startThread(name: string, workerData: unknown): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  // Kept loaded here, or its native library is unloaded with one thread while the next one starts: a segmentation fault.
  if (fromSource) createRequire(import.meta.url)('@swc/core');
  const file = new URL(`./${name}.${fromSource ? 'ts' : 'js'}`, import.meta.url);
  const execArgv = fromSource ? ['--import', '@swc-node/register/esm-register'] : [];
  return new Worker(file, { workerData, execArgv });
}
