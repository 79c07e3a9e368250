import { CallContext } from './call/call-context.js';
import type { Logger } from './logger.js';

const INTERVAL_MS = 600_000;

/**
 * Looks every ten minutes whether there is something to do; a failure is logged, and the next time tries again. What is due
 * must follow from what is stored, and not be done twice: then any number of processes may look, and none has to remember
 * anything. Returns what ends that, after a look that is under way.
 */
export function startRepeating(
  name: string,
  look: (call: CallContext) => Promise<void>,
  logger: Logger,
): () => Promise<void> {
  const controller = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(() =>
      look(CallContext.ofServer(controller.signal, name)).catch((error: unknown) => {
        logger.warn({ err: error, name }, 'cannot look yet for what is to be done; trying again later');
      }),
    );
  }, INTERVAL_MS);
  return async () => {
    clearInterval(timer);
    controller.abort();
    await last;
  };
}
