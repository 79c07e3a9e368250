const TRY_MS = 3000;

/** Whether the server answers. What is lost is said once, and heals by itself. */
class Connection {
  lost = $state(false);
  /** How often it was found again. */
  found = $state(0);
  #timer: ReturnType<typeof setInterval> | undefined;

  /** A request had no response: say so, and ask until there is one. */
  lose(): void {
    if (this.lost) return;
    this.lost = true;
    this.#timer = setInterval(() => void this.#try(), TRY_MS);
  }

  async #try(): Promise<void> {
    const ready = await fetch('/readyz', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (!ready || !this.lost) return;
    clearInterval(this.#timer);
    this.lost = false;
    this.found += 1;
  }
}

/** The connection of this page. */
export const connection = new Connection();
