import { CallContext } from '../../platform/call/call-context.js';
import type { Logger } from '../../platform/logger.js';
import type { MonitoringService } from './monitoring.service.js';

const INTERVAL_MS = 600_000;

/**
 * Starts the checks that are due, every ten minutes. What is due follows from what is stored, and a job that waits is not
 * made twice: any number of processes may do so, and none has to remember anything. Returns what ends that.
 */
export function startChecking(
  service: Pick<MonitoringService, 'checkDue'>,
  logger: Logger,
): () => Promise<void> {
  const controller = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(() =>
      service.checkDue(CallContext.ofServer(controller.signal, 'monitoring')).catch((error: unknown) => {
        logger.warn({ err: error }, 'cannot look yet for what is to be checked; trying again later');
      }),
    );
  }, INTERVAL_MS);
  return async () => {
    clearInterval(timer);
    controller.abort();
    await last;
  };
}
