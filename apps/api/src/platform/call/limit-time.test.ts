import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { limitTime } from './limit-time.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is over when the time is up, and says both sides', () => {
  const { signal } = limitTime(new AbortController().signal, 5);
  vi.advanceTimersByTime(4999);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(signal.reason).toMatchObject({
    code: 'TIMED_OUT',
    message: 'The request was stopped after 5 s; it may take 5 s. Ask for less at once.',
  });
});

it('is over with the signal that it was given, for its reason', () => {
  const reason = new Error('gone');
  const gone = new AbortController();
  const { signal } = limitTime(gone.signal, 5);
  gone.abort(reason);
  expect(signal.reason).toBe(reason);
  expect(limitTime(gone.signal, 5).signal.reason).toBe(reason);
});

it('has no limit any more once it is done', () => {
  const { signal, done } = limitTime(new AbortController().signal, 5);
  done();
  vi.advanceTimersByTime(10_000);
  expect(signal.aborted).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
