import { createPool, type Pool } from '@holdfast/ml-core';
import { startThread } from '../../platform/threads/start-thread.js';

/** Starts a pool of worker threads for ml-core; they live as long as the thread that started them. */
export function startPool(threads: number): Pool {
  const workers = Array.from({ length: threads }, () =>
    startThread(new URL('./pool-worker.js', import.meta.url), undefined),
  );
  for (const worker of workers) worker.unref();
  return createPool(
    workers.map((worker) => ({
      post: (message) => worker.postMessage(message),
      listen: (listener) => worker.on('message', listener),
      fail: (listener) => worker.on('error', listener),
    })),
  );
}
