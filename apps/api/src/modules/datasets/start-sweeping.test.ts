import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Logger } from '../../platform/logger.js';
import { startSweeping } from './start-sweeping.js';

const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('sweeps at once and every hour, whatever a sweep says, until it is stopped', async () => {
  const error = vi.fn();
  const sweep = vi.fn(async () => {});
  sweep.mockRejectedValueOnce(new Error('busy'));
  const stop = await startSweeping(sweep, { error } as unknown as Logger);
  expect(sweep).toHaveBeenCalledOnce();
  expect(error).toHaveBeenCalledWith(
    { err: new Error('busy') },
    'cannot remove left-over files; trying again later',
  );
  await vi.advanceTimersByTimeAsync(3 * HOUR);
  expect(sweep).toHaveBeenCalledTimes(4);
  await stop();
  await vi.advanceTimersByTimeAsync(3 * HOUR);
  expect(sweep).toHaveBeenCalledTimes(4);
});
