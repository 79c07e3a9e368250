import { ThreadClient } from './thread-client.js';
import type { Operations } from './thread-protocol.js';

/** How long threads wait to be taken: each holds 50 MB. */
const PATIENCE_MS = 60_000;

/** Threads that are started a little before they are needed, so that nobody waits while they load. */
export class SpareThreads {
  readonly #file: URL;
  readonly #count: number;
  #waiting: ThreadClient<Operations>[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** At most `count` threads of a file wait. */
  constructor(file: URL, count: number) {
    this.#file = file;
    this.#count = count;
  }

  /** Starts threads for whoever is about to come; those that nobody takes within a minute end. */
  prepare(): void {
    this.#waiting = this.#waiting.filter(({ hasEnded }) => !hasEnded);
    while (this.#waiting.length < this.#count) this.#waiting.push(ThreadClient.start(this.#file));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.close(), PATIENCE_MS);
    this.#timer.unref();
  }

  /** A thread that waits, or else a new one; the taker closes it. */
  take<O extends Operations>(): ThreadClient<O> {
    const waiting = this.#waiting.filter(({ hasEnded }) => !hasEnded);
    const thread = waiting.shift() ?? ThreadClient.start<O>(this.#file);
    this.#waiting = waiting;
    return thread as ThreadClient<O>;
  }

  /** Ends the threads that wait. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await Promise.all(this.#waiting.splice(0).map((thread) => thread.close()));
  }
}
