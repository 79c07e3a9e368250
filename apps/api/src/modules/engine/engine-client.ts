import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { Progress, ResultSink, RowBatch } from './analytics-engine.js';
import { type EngineReply, type EngineRequest, toEngineError } from './engine-protocol.js';
import type { SessionOptions, ThreadData } from './engine-session.js';
import { startThread } from './worker-thread.js';

/** How long a thread may take to its next step before it is ended from outside. */
const PATIENCE_MS = 10_000;

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
  /** 1 tells the thread to stop at its next step. */
  readonly #stopFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #exited: Promise<unknown>;
  #ended: unknown;

  private constructor(options: SessionOptions, signal: AbortSignal | undefined) {
    this.#signal = signal;
    const thread: ThreadData = { options, stopFlag: this.#stopFlag };
    this.#worker = startThread('engine-worker', thread);
    this.#exited = once(this.#worker, 'exit');
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
    await this.#stop();
  }

  #abort = (): void => {
    this.#end(this.#signal?.reason);
    void this.#stop();
  };

  /**
   * Lets the thread end by itself, at once where it waits, else at its next step, so that its native libraries are put
   * away in order. One that does not answer is ended from outside.
   */
  async #stop(): Promise<void> {
    Atomics.store(this.#stopFlag, 0, 1);
    this.#send({ type: 'close' });
    const impatience = setTimeout(() => void this.#worker.terminate(), PATIENCE_MS);
    await this.#exited;
    clearTimeout(impatience);
  }

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
      await this.#stop();
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
