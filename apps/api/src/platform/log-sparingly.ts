const INTERVAL_MS = 60_000;

/**
 * Limits what is said of a fault that hits every request at once: `say` is called for the first one, and then at most
 * once a minute with the number of those since.
 */
export function sparingly<T>(say: (about: T, since: number) => void): (about: T) => void {
  let [quietUntil, since] = [0, 0];
  return (about) => {
    since++;
    const now = performance.now();
    if (now < quietUntil) return;
    say(about, since);
    [quietUntil, since] = [now + INTERVAL_MS, 0];
  };
}
