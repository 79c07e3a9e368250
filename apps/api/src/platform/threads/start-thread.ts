import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/**
 * Starts a file as a worker thread, named as the build has it: `new URL('./onnx-worker.js', import.meta.url)`. From the
 * sources (development, tests) the thread gets the same on-the-fly compiler as the process; from the build it needs none.
 */
export function startThread(file: URL, workerData: unknown): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  if (!fromSource) return new Worker(file, { workerData });
  // Kept loaded here: unloading its native library with one thread while the next one starts is a segmentation fault.
  createRequire(import.meta.url)('@swc/core');
  const source = new URL(file.href.replace(/\.js$/, '.ts'));
  return new Worker(source, { workerData, execArgv: ['--import', '@swc-node/register/esm-register'] });
}
