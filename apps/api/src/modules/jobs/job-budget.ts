/** What a job needs while it runs; nothing for one that mostly waits. */
export interface JobNeeds {
  /** Memory in bytes, estimated from the size of its data. */
  readonly bytes: number;
}

interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}

/**
 * Admits jobs in order of arrival, as long as their memory fits and there are cores for the heavy ones. A job that needs
 * more than all of the memory is admitted alone.
 */
export class JobBudget {
  #bytes = 0;
  #running = 0;
  readonly #waiting: Waiting[] = [];

  /** `bytes` is the memory for all jobs; `atOnce` is the number of heavy jobs that may run at a time. */
  constructor(
    private readonly bytes: number,
    private readonly atOnce: number,
  ) {}

  /** Waits until the job may start. Returns a function to call when it has ended. @throws the signal's reason */
  async admit({ bytes }: JobNeeds, signal: AbortSignal): Promise<() => void> {
    if (bytes <= 0) return () => {};
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal.reason);
        this.#admitNext();
      };
      const waiting: Waiting = {
        bytes,
        enter: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
      this.#admitNext();
    });
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#bytes -= bytes;
      this.#running--;
      this.#admitNext();
    };
  }

  #admitNext(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const fits = this.#running < this.atOnce && this.#bytes + next.bytes <= this.bytes;
      if (!fits && this.#running > 0) return;
      this.#waiting.shift();
      this.#bytes += next.bytes;
      this.#running++;
      next.enter();
    }
  }
}
