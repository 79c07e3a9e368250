/** Minimum time between two writes of a job's progress. */
const INTERVAL_MS = 250;

/** Writes progress at most four times a second: the first report at once, then always the latest. */
export class ProgressWriter {
  #latest: { fraction: number; step: string } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** `write` may fail: progress is information, not state. */
  constructor(readonly write: (fraction: number, step: string) => Promise<void>) {}

  /** Records progress; fractions outside 0..1 are clamped. */
  report(fraction: number, step: string): void {
    this.#latest = { fraction: Math.min(1, Math.max(0, fraction)), step };
    if (this.#timer === undefined) this.#writeLatest();
  }

  /** Stops writing, and waits for a write in progress. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#latest = null;
    await this.#writing;
  }

  #writeLatest(): void {
    const latest = this.#latest;
    this.#latest = null;
    if (latest === null) {
      this.#timer = undefined;
      return;
    }
    this.#writing = this.#writing.then(() => this.write(latest.fraction, latest.step)).catch(() => {});
    this.#timer = setTimeout(() => this.#writeLatest(), INTERVAL_MS);
  }
}
