/** Between so many is worked on at a time. */
const RANGE = { least: 12, most: 128 };
/** How often it is looked what the event loop did meanwhile, in milliseconds, */
const LOOK_MS = 10;
/** and with how much more of it in one turn there is too much to do: who comes meanwhile waits as long for a word. */
const LONG_MS = 15;
/** What is left of the limit then. */
const LESS = 0.8;

/**
 * How many requests are worked on at a time: more while they wait for others, such as the database, fewer while they keep
 * the event loop itself busy, so that whoever comes is heard at once. More than the least would not be answered any sooner
 * then. It goes by processor time: where other programs keep it from us, fewer at a time would only wait longer.
 */
export class ElasticLimit {
  #limit = RANGE.least;
  #timer: NodeJS.Timeout | undefined;

  get limit(): number {
    return Math.floor(this.#limit);
  }

  /** Looks at the loop from now on. */
  start(): void {
    if (this.#timer !== undefined) return;
    let last = processorMs();
    this.#timer = setInterval(() => {
      const now = processorMs();
      this.adapt(now - last);
      last = now;
    }, LOOK_MS).unref();
  }

  /** Looks no more until it is started again: while nothing is done there is nothing to see. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Takes into account how many milliseconds of processor time were taken since the last look, at most once in a turn. */
  adapt(taken: number): void {
    const { least, most } = RANGE;
    const isLong = taken > LOOK_MS + LONG_MS;
    this.#limit = isLong ? Math.max(least, this.#limit * LESS) : Math.min(most, this.#limit + 1);
  }
}

/** What the thread of the event loop has taken. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
