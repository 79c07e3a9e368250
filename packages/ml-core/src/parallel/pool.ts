import { InvalidParameterError, MlError } from '../errors.js';
import type { Pool } from '../types.js';
import { requireFunction, requireInstance, requireObject } from '../validation.js';

/**
 * A thread as the pool sees it, for example
 * `{ post: (m) => worker.postMessage(m), listen: (f) => worker.on('message', f), fail: (f) => worker.on('error', f) }`.
 */
export interface TaskPort {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
  /** Calls back when the thread has died: its task rejects, and it gets no more. */
  fail?(listener: (cause: unknown) => void): void;
}

/** What goes to a thread. */
export interface TaskRequest {
  readonly id: number;
  readonly task: string;
  readonly payload: unknown;
}

/** What comes back. An MlError crosses as its parts, because a structured clone would lose its class. */
export interface TaskReply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly code?: string };
}

interface Waiting {
  readonly task: string;
  readonly payload: unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * A pool over threads that already run `serveTasks`. The caller starts and ends the threads.
 * @throws InvalidParameterError if there is no port, or one that cannot post and listen.
 */
export function createPool(ports: readonly TaskPort[]): Pool {
  requireInstance('ports', ports, Array);
  for (const [at, port] of ports.entries()) requirePort(`ports[${at}]`, port);
  if (ports.length === 0) throw new InvalidParameterError('ports has 0 threads; a pool needs at least 1');
  const queue: Waiting[] = [];
  const idle: TaskPort[] = [];
  const running = new Map<TaskPort, Waiting>();
  let alive = ports.length;
  let nextId = 0;

  function dispatch(): void {
    while (queue.length > 0 && idle.length > 0) {
      const port = idle.pop()!;
      const waiting = queue.shift()!;
      running.set(port, waiting);
      const request: TaskRequest = { id: nextId++, task: waiting.task, payload: waiting.payload };
      try {
        port.post(request);
      } catch (cause) {
        finish(port);
        waiting.reject(cause);
      }
    }
  }

  function finish(port: TaskPort): Waiting | undefined {
    const waiting = running.get(port);
    if (waiting) {
      running.delete(port);
      idle.push(port);
    }
    return waiting;
  }

  function bury(port: TaskPort, cause: unknown): void {
    alive--;
    running.get(port)?.reject(cause);
    running.delete(port);
    const at = idle.indexOf(port);
    if (at >= 0) idle.splice(at, 1);
    if (alive === 0) for (const waiting of queue.splice(0)) waiting.reject(cause);
  }

  for (const port of ports) {
    idle.push(port);
    port.listen((message) => {
      const waiting = finish(port);
      const { result, error } = message as TaskReply;
      if (error) waiting?.reject(reviveError(error));
      else waiting?.resolve(result as never);
      dispatch();
    });
    port.fail?.((cause) => bury(port, cause));
  }

  return {
    threads: ports.length,
    run: (task, payload) =>
      new Promise((resolve, reject) => {
        if (alive === 0) {
          reject(new MlError('POOL', 'the pool has no live thread left'));
          return;
        }
        queue.push({ task, payload, resolve, reject });
        dispatch();
      }),
  };
}

/** Throws unless the port can post and listen. */
export function requirePort(name: string, port: TaskPort): void {
  requireFunction(`${name}.post`, requireObject(name, port).post);
  requireFunction(`${name}.listen`, port.listen);
}

function reviveError({ name, message, code }: NonNullable<TaskReply['error']>): Error {
  const error = code === undefined ? new Error(message) : new MlError(code, message);
  error.name = name;
  return error;
}
