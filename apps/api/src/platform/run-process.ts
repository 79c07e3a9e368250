import { collectAtRest } from './collect-at-rest.js';
import { StartupError } from './errors/startup-error.js';

/** A service that runs until the process is asked to end. */
export interface Running {
  /** Seconds for which it still serves after it was asked to end. */
  readonly drainSeconds?: number;
  /** Settles with a sentence if it cannot go on; otherwise never. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

/** How long an orderly stop may take, beyond the time that it still serves, before the process exits anyway; the database recovers from that. */
const STOP_LIMIT_MS = 25_000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs one of our processes: starts it, stops it in order when a signal arrives, its parent dies or it cannot go on, and
 * says in one line why it cannot start. Exits with 0 after a signal, with 1 otherwise.
 */
export async function runProcess(start: () => Promise<Running>): Promise<void> {
  let ending = false;
  const requested = new Promise<number>((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve(0));
    // The channel to the parent process closes when that process ends, however it ended.
    process.once('disconnect', () => resolve(0));
  });
  const end = async (code: number, running: Running | null) => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS + 1000 * (running?.drainSeconds ?? 0));
    try {
      await running?.stop();
    } catch (error) {
      console.error(error);
      process.exit(1);
    }
    process.exit(code);
  };
  const starting = start();
  // A signal during the start waits for it: a half-started process cannot be stopped in order.
  const running = await starting.catch((error: unknown) => {
    console.error(error instanceof StartupError ? error.message : error);
    return null;
  });
  if (running === null) return end(1, null);
  collectAtRest();
  running.lost.then((reason) => {
    console.error(reason);
    return end(1, running);
  });
  await end(await requested, running);
}
