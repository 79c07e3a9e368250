import { parentPort } from 'node:worker_threads';
import { serveTasks } from '../src/index.js';

serveTasks({
  post: (message) => parentPort!.postMessage(message),
  listen: (listener) =>
    parentPort!.on('message', (message) => {
      if (message === 'collect') globalThis.gc?.();
      else listener(message);
    }),
});
