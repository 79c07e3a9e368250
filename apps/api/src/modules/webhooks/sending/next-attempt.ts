const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const FIRST_PAUSE_MS = 5 * SECOND_MS;
const GROWTH = 4;
const LONGEST_PAUSE_MS = 6 * HOUR_MS;
/** A pause is up to so much shorter or longer, so that those that failed together do not come back together. */
const JITTER = 0.25;

/** How long a delivery is tried, and how long an endpoint may fail. */
export const PATIENCE_MS = 72 * HOUR_MS;

/**
 * When a delivery is tried again after so many failed attempts: 5 seconds later, then 20, 80, 5 minutes, 21, 85, and
 * from then on every six hours; null when three days are over. `random` is uniform in 0..1.
 */
export function nextAttempt(attempts: number, createdAt: Date, now: Date, random: number): Date | null {
  const pause = Math.min(FIRST_PAUSE_MS * GROWTH ** (attempts - 1), LONGEST_PAUSE_MS);
  const next = now.getTime() + pause * (1 + JITTER * (2 * random - 1));
  return next > createdAt.getTime() + PATIENCE_MS ? null : new Date(next);
}
