import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CountingOperations } from '../../../test/fixtures/counting-worker.js';
import { SpareThreads } from './spare-threads.js';
import { ThreadClient } from './thread-client.js';

const worker = new URL('../../../test/fixtures/counting-worker.js', import.meta.url);
const MOST_QUIET_MS = 10_000;

describe('spare threads', () => {
  const start = vi.spyOn(ThreadClient, 'start');
  let spares: SpareThreads;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    start.mockClear();
    spares = new SpareThreads(worker, 2);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await spares.close();
  });

  it('are started once nothing is asked for, serve whoever comes, and are replaced', async () => {
    spares.keep();
    expect(start).not.toHaveBeenCalled();
    vi.advanceTimersByTime(MOST_QUIET_MS);
    expect(start).toHaveBeenCalledTimes(2);
    const thread = spares.take<CountingOperations>();
    expect(start).toHaveBeenCalledTimes(2);
    await thread.open(3);
    expect(await thread.call('count', 5, { sink: async () => {} })).toBe(2);
    vi.advanceTimersByTime(MOST_QUIET_MS);
    expect(start).toHaveBeenCalledTimes(3);
    await thread.close();
  });

  it('are no bound: more are started as they are taken', async () => {
    spares.keep();
    vi.advanceTimersByTime(MOST_QUIET_MS);
    const taken = [spares.take(), spares.take(), spares.take()];
    expect(new Set(taken).size).toBe(3);
    await Promise.all(taken.map((thread) => thread.close()));
  });

  it('are not handed out once they have ended', async () => {
    spares.keep();
    vi.advanceTimersByTime(MOST_QUIET_MS);
    const waiting = start.mock.results.map(({ value }) => value as ThreadClient<CountingOperations>);
    await Promise.all(waiting.map((thread) => thread.close()));
    const thread = spares.take<CountingOperations>();
    await thread.open(0);
    expect(waiting).not.toContain(thread);
    await thread.close();
  });

  it('wait in no process that does not keep them, and in none that has closed them', async () => {
    vi.advanceTimersByTime(MOST_QUIET_MS);
    expect(start).not.toHaveBeenCalled();
    spares.keep();
    vi.advanceTimersByTime(MOST_QUIET_MS);
    await spares.close();
    expect(start.mock.results.every(({ value }) => value.hasEnded)).toBe(true);
    vi.advanceTimersByTime(MOST_QUIET_MS);
    expect(start).toHaveBeenCalledTimes(2);
  });
});
