import { parentPort, workerData } from 'node:worker_threads';
import type { RowBatch } from './analytics-engine.js';
import { operations } from './engine-operations.js';
import { type EngineReply, type EngineRequest, toPlainError } from './engine-protocol.js';
import { type EngineSession, openSession, type ThreadData } from './engine-session.js';

const port = parentPort!;
const { options, stopFlag } = workerData as ThreadData;
const waiting = new Map<number, () => void>();
let session: EngineSession;

// Calls run one after the other: they share the session's memory and all of the threads.
let last: Promise<void> = answer(0, async () => {
  session = await openSession(options);
  return session.table.rows;
});

port.on('message', (request: EngineRequest) => {
  if (request.type === 'close') {
    // With the port gone nothing keeps the thread alive but the operation that runs.
    port.close();
    return;
  }
  if (request.type === 'taken') {
    waiting.get(request.id)?.();
    return;
  }
  const { id, operation, options } = request;
  last = last.then(() => answer(id, () => run(id, operation, options)));
});

function run(id: number, name: string, options: unknown): unknown {
  const operation = Object.hasOwn(operations, name) ? operations[name as keyof typeof operations] : undefined;
  if (operation === undefined) throw new Error(`the engine has no operation "${name}"`);
  return operation(session, options as never, {
    progress: (fraction, step) => {
      if (Atomics.load(stopFlag, 0) === 1) throw new Error('nothing more is wanted');
      send({ type: 'progress', id, fraction, step });
    },
    emit: (batch) => {
      const taken = new Promise<void>((resolve) => waiting.set(id, resolve));
      send({ type: 'batch', id, batch }, buffersOf(batch));
      return taken;
    },
  });
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

function send(reply: EngineReply, transfer: ArrayBuffer[] = []): void {
  port.postMessage(reply, transfer);
}

function buffersOf(batch: RowBatch): ArrayBuffer[] {
  return Object.values(batch).map((column: Int32Array) => column.buffer as ArrayBuffer);
}
