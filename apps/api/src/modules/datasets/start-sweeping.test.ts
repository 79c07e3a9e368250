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

it('sweeps files at once, files and tables every hour, whatever a sweep says, until it is stopped', async () => {
  const error = vi.fn();
  const [files, tables] = [vi.fn(async () => {}), vi.fn(async () => {})];
  files.mockRejectedValueOnce(new Error('busy'));
  const stop = await startSweeping({ files, tables }, { error } as unknown as Logger);
  expect([files.mock.calls.length, tables.mock.calls.length]).toEqual([1, 0]);
  expect(error).toHaveBeenCalledWith({ err: new Error('busy') }, 'cannot clean up yet; trying again later');
  await vi.advanceTimersByTimeAsync(3 * HOUR);
  expect([files.mock.calls.length, tables.mock.calls.length]).toEqual([4, 3]);
  await stop();
  await vi.advanceTimersByTimeAsync(3 * HOUR);
  expect([files.mock.calls.length, tables.mock.calls.length]).toEqual([4, 3]);
});
