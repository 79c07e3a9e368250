import { parentPort, workerData } from 'node:worker_threads';
import {
  type OperationContext,
  type Operations,
  type ThreadData,
  type ThreadReply,
  type ThreadRequest,
  toPlainError,
} from './thread-protocol.js';

/** The error that ends an unwanted computation. Nobody sees it. */
const UNWANTED = 'nothing more is wanted';

/**
 * Serves this worker thread's other end, a `ThreadClient`: waits for what the thread is needed for, opens with that, then
 * runs the operations that come back. They run one after the other, because they share memory and all of the cores. One
 * named `close` runs last, when the other end closes the thread; the signal that `open` receives is aborted just before, for
 * what is waited for elsewhere.
 */
export function serveThread(open: (request: unknown, signal: AbortSignal) => Promise<Operations>): void {
  const port = parentPort!;
  const { stopFlag } = workerData as ThreadData;
  const waiting = new Map<number, { resolve: () => void; reject: (cause: Error) => void }>();
  let operations: Operations = {};
  let last = Promise.resolve();
  const wanted = new AbortController();

  port.on('message', (request: ThreadRequest) => {
    if (request.type === 'close') {
      // Once the port is closed, only the running operation keeps the thread alive.
      port.close();
      wanted.abort(new Error(UNWANTED));
      for (const { reject } of waiting.values()) reject(new Error(UNWANTED));
      last = last.then(() => answer(0, () => operations.close?.({} as never, context(0))));
    } else if (request.type === 'open') {
      last = answer(0, async () => {
        operations = await open(request.request, wanted.signal);
      });
    } else if (request.type === 'taken') waiting.get(request.id)?.resolve();
    else {
      const { id, operation, options } = request;
      last = last.then(() => answer(id, () => run(id, operation, options)));
    }
  });

  function run(id: number, name: string, options: unknown): unknown {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (operation === undefined) throw new Error(`the thread has no operation "${name}"`);
    return operation(options as never, context(id));
  }

  function context(id: number): OperationContext {
    return {
      progress: (fraction, step) => {
        if (Atomics.load(stopFlag, 0) === 1) throw new Error(UNWANTED);
        send({ type: 'progress', id, fraction, step });
      },
      emit: (batch) => {
        const taken = new Promise<void>((resolve, reject) => waiting.set(id, { resolve, reject }));
        send({ type: 'batch', id, batch }, buffersOf(batch));
        return taken;
      },
    };
  }

  async function answer(id: number, compute: () => unknown): Promise<void> {
    try {
      send({ type: 'done', id, value: await compute() });
    } catch (cause) {
      send({ type: 'failed', id, error: toPlainError(cause) });
    } finally {
      waiting.delete(id);
    }
  }

  function send(reply: ThreadReply, transfer: ArrayBuffer[] = []): void {
    port.postMessage(reply, transfer);
  }
}

function buffersOf(batch: object): ArrayBuffer[] {
  return Object.values(batch).flatMap((column) =>
    ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : [],
  );
}
