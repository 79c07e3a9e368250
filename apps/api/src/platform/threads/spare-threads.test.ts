import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CountingOperations } from '../../../test/fixtures/counting-worker.js';
import { SpareThreads } from './spare-threads.js';
import { ThreadClient } from './thread-client.js';

const worker = new URL('../../../test/fixtures/counting-worker.js', import.meta.url);
const LONGER_THAN_THEY_WAIT_MS = 600_000;

describe('spare threads', () => {
  const start = vi.spyOn(ThreadClient, 'start');
  const started = () => start.mock.results.map(({ value }) => value as ThreadClient<CountingOperations>);
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

  it('are started for those who are about to come, and serve them', async () => {
    spares.prepare();
    expect(start).toHaveBeenCalledTimes(2);
    const thread = spares.take<CountingOperations>();
    expect(start).toHaveBeenCalledTimes(2);
    await thread.open(3);
    expect(await thread.call('count', 5, { sink: async () => {} })).toBe(2);
    await thread.close();
  });

  it('are not more where more is prepared for, and no bound: more are started as they are taken', async () => {
    spares.prepare();
    spares.prepare();
    expect(start).toHaveBeenCalledTimes(2);
    const taken = [spares.take(), spares.take(), spares.take()];
    expect(new Set(taken).size).toBe(3);
    await Promise.all(taken.map((thread) => thread.close()));
  });

  it('are not handed out once they have ended', async () => {
    spares.prepare();
    const waiting = started();
    await Promise.all(waiting.map((thread) => thread.close()));
    const thread = spares.take<CountingOperations>();
    await thread.open(0);
    expect(waiting).not.toContain(thread);
    await thread.close();
  });

  it('end where nobody takes them for long', async () => {
    spares.prepare();
    vi.advanceTimersByTime(LONGER_THAN_THEY_WAIT_MS);
    vi.useRealTimers();
    expect(started().map(({ hasEnded }) => hasEnded)).toEqual([true, true]);
  });
});
