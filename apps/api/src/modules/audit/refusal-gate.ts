const WINDOW_MS = 60_000;
const MOST = 100;

/** Lets each kind of refusal through once a minute, and a hundred kinds. */
export class RefusalGate {
  #since = Number.NEGATIVE_INFINITY;
  readonly #seen = new Set<string>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether this one is to be noted. */
  admits(kind: string): boolean {
    if (this.now() - this.#since >= WINDOW_MS) {
      this.#since = this.now();
      this.#seen.clear();
    }
    if (this.#seen.has(kind) || this.#seen.size >= MOST) return false;
    this.#seen.add(kind);
    return true;
  }
}
