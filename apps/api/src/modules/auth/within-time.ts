import { CallContext } from '../../platform/call/call-context.js';
import { inCall } from '../../platform/call/current-call.js';
import { limitTime } from '../../platform/call/limit-time.js';
import { AppError } from '../../platform/errors/app-error.js';

/**
 * Finds out who asks, in so many seconds. Before that is known there is no call that could end: a lookup that waited for
 * ever, such as behind a lock of another program, would keep its request and its connection.
 * @throws AppError UNAVAILABLE when the time is up
 */
export async function withinTime<T>(seconds: number, find: () => Promise<T>): Promise<T> {
  const { signal, done } = limitTime(new AbortController().signal, seconds);
  const over = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(late(seconds)), { once: true });
  });
  const found = inCall(CallContext.ofServer(signal), find);
  // It fails after the answer, with its connection.
  found.catch(() => {});
  try {
    return await Promise.race([found, over]);
  } finally {
    done();
  }
}

function late(seconds: number): AppError {
  return new AppError(
    'UNAVAILABLE',
    `The database did not say within ${seconds} s who asks. Try again in a moment.`,
  );
}
