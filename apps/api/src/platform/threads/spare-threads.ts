import { ThreadClient } from './thread-client.js';
import type { Operations } from './thread-protocol.js';

/** How long nothing must be asked for before threads are started: they load while there is nothing else to do. */
const QUIET_MS = 3000;

/** Threads that are started before they are needed, so that nobody waits while they load. */
export class SpareThreads {
  readonly #file: URL;
  readonly #count: number;
  #waiting: ThreadClient<Operations>[] = [];
  #timer: NodeJS.Timeout | undefined;
  #keeps = false;

  /** At most `count` threads of a file wait. */
  constructor(file: URL, count: number) {
    this.#file = file;
    this.#count = count;
  }

  /** From now on threads wait; before, and after `close`, each is started when it is taken. */
  keep(): void {
    this.#keeps = true;
    this.#startLater();
  }

  /** A thread that waits, or else a new one; the taker closes it. */
  take<O extends Operations>(): ThreadClient<O> {
    const waiting = this.#waiting.filter(({ hasEnded }) => !hasEnded);
    const thread = waiting.shift() ?? ThreadClient.start<O>(this.#file);
    this.#waiting = waiting;
    this.#startLater();
    return thread as ThreadClient<O>;
  }

  /** Ends the threads that wait. */
  async close(): Promise<void> {
    this.#keeps = false;
    clearTimeout(this.#timer);
    await Promise.all(this.#waiting.splice(0).map((thread) => thread.close()));
  }

  #startLater(): void {
    clearTimeout(this.#timer);
    if (!this.#keeps) return;
    this.#timer = setTimeout(() => {
      while (this.#waiting.length < this.#count) this.#waiting.push(ThreadClient.start(this.#file));
    }, QUIET_MS);
    this.#timer.unref();
  }
}
