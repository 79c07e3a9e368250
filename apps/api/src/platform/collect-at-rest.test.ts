import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { collectAtRest } from './collect-at-rest.js';
import { trimMemory } from './duckdb/trim-memory.js';

vi.mock('./duckdb/trim-memory.js', () => ({ trimMemory: vi.fn(async () => {}) }));

const MB = 1024 * 1024;
let busy = 0;
let held = 0;

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(trimMemory).mockClear();
  vi.spyOn(process.memoryUsage, 'rss').mockImplementation(() => held);
  vi.spyOn(process, 'cpuUsage').mockImplementation((before) => ({
    user: before === undefined ? 0 : busy * 5_000_000,
    system: 0,
  }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('gives memory back once there is nothing to do, and again only when more has come', async () => {
  const given = () => vi.mocked(trimMemory).mock.calls.length;
  [busy, held] = [0.5, 400 * MB];
  collectAtRest();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(given()).toBe(0);
  busy = 0;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(given()).toBe(1);
  held += 10 * MB;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(given()).toBe(1);
  held += 100 * MB;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(given()).toBe(2);
});

it('tries again where memory could not be given back', async () => {
  vi.mocked(trimMemory).mockRejectedValueOnce(new Error('none left'));
  [busy, held] = [0, 400 * MB];
  collectAtRest();
  await vi.advanceTimersByTimeAsync(5_000);
  held += 100 * MB;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(vi.mocked(trimMemory)).toHaveBeenCalledTimes(2);
});

it('waits for the other threads of the process, and gives back what they had once they end', async () => {
  const given = () => vi.mocked(trimMemory).mock.calls.length;
  [busy, held] = [0, 200 * MB];
  collectAtRest();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(given()).toBe(1);
  // This thread has nothing to do meanwhile.
  [busy, held] = [1, 1_000 * MB];
  await vi.advanceTimersByTimeAsync(20_000);
  expect(given()).toBe(1);
  [busy, held] = [0, 900 * MB];
  await vi.advanceTimersByTimeAsync(5_000);
  expect(given()).toBe(2);
});
