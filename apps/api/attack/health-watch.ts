import { Agent, get } from 'node:http';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const PAUSE_MS = 10;

/**
 * Watches, on a thread of its own, how long `/healthz` goes without an answer. It keeps one connection, as a proxy does: how
 * soon a new one is accepted says more of the system than of the server.
 */
export class HealthWatch {
  readonly #worker: Worker;

  constructor(url: string) {
    this.#worker = new Worker(new URL(import.meta.url), {
      workerData: url,
      execArgv: ['--import', '@swc-node/register/esm-register'],
    });
  }

  /** The longest wait since the last call, in milliseconds. */
  async longest(): Promise<number> {
    this.#worker.postMessage('');
    return new Promise((resolve) => this.#worker.once('message', resolve));
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

if (!isMainThread) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let longest = 0;
  let since = performance.now();
  const ask = () => {
    since = performance.now();
    get(`${workerData as string}/healthz`, { agent }, (answer) => answer.resume().on('end', settle)).on(
      'error',
      settle,
    );
  };
  const settle = () => {
    longest = Math.max(longest, performance.now() - since);
    setTimeout(ask, PAUSE_MS);
  };
  ask();
  parentPort!.on('message', () => {
    parentPort!.postMessage(Math.max(longest, performance.now() - since));
    longest = 0;
  });
}
