import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { TaskPort } from './pool.js';

/**
 * Pool threads for tests, inside this thread: messages really are cloned and really arrive later, shared memory really
 * is shared; only the second core is missing.
 */
export function createLocalThreads() {
  const open: MessagePort[] = [];
  const wrap = (port: MessagePort): TaskPort => ({
    post: (message) => port.postMessage(message),
    listen: (listener) => port.on('message', listener),
  });
  return {
    start(count: number, serve: (port: TaskPort) => void): TaskPort[] {
      return Array.from({ length: count }, () => {
        const { port1, port2 } = new MessageChannel();
        open.push(port1, port2);
        serve(wrap(port2));
        return wrap(port1);
      });
    },
    close(): void {
      for (const port of open.splice(0)) port.close();
    },
  };
}
