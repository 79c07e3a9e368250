import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { startThread } from './start-thread.js';
import {
  type Batch,
  type Operations,
  type ThreadData,
  type ThreadReply,
  type ThreadRequest,
  toThreadError,
} from './thread-protocol.js';

/** Receives the progress of a computation, 0..1, and the current step in words. */
export type Progress = (fraction: number, step: string) => void;

/** Receives one batch of a result; the next one comes when its promise settles. */
export type Sink<B extends Batch> = (batch: B) => Promise<void>;

/** The listeners of a running call. */
export interface CallHandlers {
  readonly onProgress?: Progress | undefined;
  readonly sink?: Sink<never>;
}

/** How long a thread may take to reach its next step before it is terminated. */
const PATIENCE_MS = 10_000;

interface PendingCall extends CallHandlers {
  readonly resolve: (value: never) => void;
  readonly reject: (cause: unknown) => void;
}

/** This thread's end of a worker thread that runs `serveThread`: sends calls, and receives answers, progress and batches. */
export class ThreadClient<O extends Operations> {
  readonly #worker: Worker;
  #signal: AbortSignal | undefined;
  readonly #pending = new Map<number, PendingCall>();
  /** Batches that a sink is taking. */
  readonly #delivering = new Set<Promise<void>>();
  #nextId = 0;
  /** 1 asks the thread to stop at its next step. */
  readonly #stopFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #exited: Promise<unknown>;
  #ended: unknown;
  #stopped: Promise<void> | undefined;

  private constructor(file: URL) {
    const data: ThreadData = { stopFlag: this.#stopFlag };
    this.#worker = startThread(file, data);
    this.#exited = once(this.#worker, 'exit');
    this.#worker.on('message', (reply: ThreadReply) => this.#receive(reply));
    this.#worker.on('error', (cause) => this.#end(cause));
    this.#worker.on('exit', (code) => this.#end(new Error(`the thread ended with exit code ${code}`)));
  }

  /** Starts a thread, which loads what it needs and waits to be opened. */
  static start<O extends Operations>(file: URL): ThreadClient<O> {
    return new ThreadClient<O>(file);
  }

  /** Opens the thread, and waits until it accepts calls. An abort of `signal` ends it and whatever it is running. */
  async open(request: unknown, signal?: AbortSignal): Promise<void> {
    try {
      signal?.throwIfAborted();
      if (this.#ended !== undefined) throw this.#ended;
      this.#signal = signal;
      signal?.addEventListener('abort', this.#abort);
      const opened = this.#expect<void>(this.#nextId++);
      this.#send({ type: 'open', request });
      await opened;
    } catch (cause) {
      await this.close();
      throw cause;
    }
  }

  /** Whether the thread has ended, by itself or closed. */
  get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  /** Runs an operation in the thread. @throws ThreadError, what the sink threw, or the signal's reason after an abort. */
  call<N extends keyof O & string>(
    operation: N,
    options: Parameters<O[N]>[0],
    handlers: CallHandlers = {},
  ): Promise<Awaited<ReturnType<O[N]>>> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    const answer = this.#expect<Awaited<ReturnType<O[N]>>>(id, handlers);
    this.#send({ type: 'call', id, operation, options });
    return answer;
  }

  /** Ends the thread, whatever it is doing, and waits for sinks: after it, nothing of the result is written any more. */
  async close(): Promise<void> {
    this.#end(new Error('the thread was closed'));
    await this.#stop();
    await Promise.all(this.#delivering);
  }

  #abort = (): void => {
    this.#end(this.#signal?.reason);
    void this.#stop();
  };

  /**
   * Lets the thread end by itself, at once if it is idle, else at its next step, so that its native libraries are unloaded
   * in order. A thread that does not answer is terminated.
   */
  #stop(): Promise<void> {
    this.#stopped ??= this.#askToStop();
    return this.#stopped;
  }

  async #askToStop(): Promise<void> {
    Atomics.store(this.#stopFlag, 0, 1);
    this.#send({ type: 'close' });
    const impatience = setTimeout(() => void this.#worker.terminate(), PATIENCE_MS);
    await this.#exited;
    clearTimeout(impatience);
  }

  #expect<R>(id: number, handlers: CallHandlers = {}): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#pending.set(id, { ...handlers, resolve, reject });
    });
  }

  #receive(reply: ThreadReply): void {
    const call = this.#pending.get(reply.id);
    if (call === undefined) return;
    if (reply.type === 'progress') call.onProgress?.(reply.fraction, reply.step);
    else if (reply.type === 'batch') this.#take(reply.id, call, reply.batch);
    else {
      this.#pending.delete(reply.id);
      if (reply.type === 'done') call.resolve(reply.value as never);
      else call.reject(toThreadError(reply.error));
    }
  }

  #take(id: number, call: PendingCall, batch: Batch): void {
    const delivering = this.#deliver(id, call, batch).finally(() => this.#delivering.delete(delivering));
    this.#delivering.add(delivering);
  }

  async #deliver(id: number, call: PendingCall, batch: Batch): Promise<void> {
    try {
      await call.sink?.(batch as never);
      this.#send({ type: 'taken', id });
    } catch (cause) {
      // If the result cannot be stored, there is no point in computing it.
      this.#end(cause);
      await this.#stop();
    }
  }

  #send(request: ThreadRequest): void {
    this.#worker.postMessage(request);
  }

  #end(cause: unknown): void {
    if (this.#ended !== undefined) return;
    this.#ended = cause ?? new Error('the thread was closed');
    this.#signal?.removeEventListener('abort', this.#abort);
    for (const call of this.#pending.values()) call.reject(this.#ended);
    this.#pending.clear();
  }
}
