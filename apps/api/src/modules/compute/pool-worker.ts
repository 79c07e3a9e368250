import { parentPort } from 'node:worker_threads';
import { serveTasks } from '@holdfast/ml-core';

const port = parentPort!;
serveTasks({
  post: (message) => port.postMessage(message),
  listen: (listener) => port.on('message', listener),
});
