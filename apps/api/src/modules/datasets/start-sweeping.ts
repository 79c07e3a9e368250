import type { Logger } from '../../platform/logger.js';

/** So that nothing that may stay for a day stays for much more than that. */
const INTERVAL_MS = 3_600_000;

/** Sweeps now and every hour; a sweep that fails is logged. Returns what ends that, after a sweep that is under way. */
export async function startSweeping(
  sweep: () => Promise<void>,
  logger: Logger,
): Promise<() => Promise<void>> {
  const attempt = () =>
    sweep().catch((error: unknown) =>
      logger.error({ err: error }, 'cannot remove left-over files; trying again later'),
    );
  let last = attempt();
  const timer = setInterval(() => {
    last = last.then(attempt);
  }, INTERVAL_MS);
  await last;
  return async () => {
    clearInterval(timer);
    await last;
  };
}
