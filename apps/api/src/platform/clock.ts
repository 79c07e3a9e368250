/** Reads the time. Nothing else may, so that tests can pass their own clock. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };
