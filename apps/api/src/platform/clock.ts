/** The time, from the only place that may read it; a test hands in a clock of its own. */
export interface Clock {
  now(): Date;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };
