import type { Logger } from '../../platform/logger.js';

/** So that nothing that may stay for a day stays for much more than that. */
const INTERVAL_MS = 3_600_000;

/** What there is to clean up. */
export interface Sweeps {
  /** Removes what nothing needs. */
  readonly files: () => Promise<void>;
  /** Takes longer, so that no start should wait for it. */
  readonly tables: () => Promise<void>;
}

/**
 * Sweeps the files now, and files and tables every hour; what fails is logged. Returns what ends that, after a sweep that is
 * under way.
 */
export async function startSweeping({ files, tables }: Sweeps, logger: Logger): Promise<() => Promise<void>> {
  const attempt = (sweep: () => Promise<void>) =>
    sweep().catch((error: unknown) =>
      logger.error({ err: error }, 'cannot clean up yet; trying again later'),
    );
  let last = attempt(files);
  const timer = setInterval(() => {
    last = last.then(() => attempt(files)).then(() => attempt(tables));
  }, INTERVAL_MS);
  await last;
  return async () => {
    clearInterval(timer);
    await last;
  };
}
