import { Worker } from 'node:worker_threads';
import { inject } from 'vitest';
import { startThread as startFromSource } from '../src/platform/threads/start-thread.js';

const SOURCES = new URL('../src/', import.meta.url).href;

/**
 * `startThread` as tests have it: from what was compiled at the start of the run. From the sources each thread would load the
 * compiler first, for a second of a core, and an import alone is followed by two or three threads.
 */
export function startThread(file: URL, workerData: unknown): Worker {
  if (!file.href.startsWith(SOURCES)) return startFromSource(file, workerData);
  return new Worker(new URL(file.href.slice(SOURCES.length), inject('compiledUrl')), { workerData });
}
