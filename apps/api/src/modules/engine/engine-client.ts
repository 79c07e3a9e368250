import type { Worker } from 'node:worker_threads';
import type { Progress, ResultSink, RowBatch } from './analytics-engine.js';
import { type EngineReply, type EngineRequest, toEngineError } from './engine-protocol.js';
import type { SessionOptions } from './engine-session.js';
import { startThread } from './worker-thread.js';

interface PendingCall {
  readonly resolve: (value: never) => void;
  readonly reject: (cause: unknown) => void;
  readonly onProgress: Progress | undefined;
  readonly sink: ResultSink<never> | undefined;
}

/** This thread's end of an engine's thread: calls go out, answers, progress and batches come back. */
export class EngineClient {
  readonly #worker: Worker;
  readonly #signal: AbortSignal | undefined;
  readonly #pending = new Map<number, PendingCall>();
  #nextId = 0;
  #ended: unknown;

  private constructor(options: SessionOptions, signal: AbortSignal | undefined) {
    this.#signal = signal;
    this.#worker = startThread('engine-worker', options);
    this.#worker.on('message', (reply: EngineReply) => this.#receive(reply));
    this.#worker.on('error', (cause) => this.#end(cause));
    this.#worker.on('exit', (code) =>
      this.#end(new Error(`the engine's thread ended with exit code ${code}`)),
    );
    signal?.addEventListener('abort', this.#abort);
  }

  /** Starts the thread and reads the snapshot. Answers with the client and the number of rows. */
  static async open(
    options: SessionOptions,
    signal?: AbortSignal,
  ): Promise<{ client: EngineClient; rows: number }> {
    signal?.throwIfAborted();
    const client = new EngineClient(options, signal);
    try {
      return { client, rows: await client.#expect<number>(client.#nextId++) };
    } catch (cause) {
      await client.close();
      throw cause;
    }
  }

  /** Runs an operation in the engine's thread. @throws EngineError, or the signal's reason after an abort. */
  call<R>(
    operation: string,
    options: unknown,
    handlers: { onProgress?: Progress | undefined; sink?: ResultSink<never> } = {},
  ): Promise<R> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    const answer = this.#expect<R>(id, handlers.onProgress, handlers.sink);
    this.#send({ type: 'call', id, operation, options });
    return answer;
  }

  /** Ends the thread, whatever it is doing. */
  async close(): Promise<void> {
    this.#end(new Error('the engine was closed'));
    await this.#worker.terminate();
  }

  #abort = (): void => {
    this.#end(this.#signal?.reason);
    void this.#worker.terminate();
  };

  #expect<R>(id: number, onProgress?: Progress, sink?: ResultSink<never>): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onProgress, sink });
    });
  }

  #receive(reply: EngineReply): void {
    const call = this.#pending.get(reply.id);
    if (call === undefined) return;
    if (reply.type === 'progress') call.onProgress?.(reply.fraction, reply.step);
    else if (reply.type === 'batch') void this.#deliver(reply.id, call, reply.batch);
    else {
      this.#pending.delete(reply.id);
      if (reply.type === 'done') call.resolve(reply.value as never);
      else call.reject(toEngineError(reply.error));
    }
  }

  async #deliver(id: number, call: PendingCall, batch: RowBatch): Promise<void> {
    try {
      await call.sink?.(batch as never);
      this.#send({ type: 'taken', id });
    } catch (cause) {
      // Where the result cannot be stored there is nothing left to compute for.
      this.#end(cause);
      await this.#worker.terminate();
    }
  }

  #send(request: EngineRequest): void {
    this.#worker.postMessage(request);
  }

  #end(cause: unknown): void {
    if (this.#ended !== undefined) return;
    this.#ended = cause ?? new Error('the engine was closed');
    this.#signal?.removeEventListener('abort', this.#abort);
    for (const call of this.#pending.values()) call.reject(this.#ended);
    this.#pending.clear();
  }
}
