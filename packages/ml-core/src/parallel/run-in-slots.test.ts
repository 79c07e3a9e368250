import { describe, expect, it } from 'vitest';
import { runInSlots, scaleProgress } from './run-in-slots.js';

/** Jobs that take the given numbers of turns of the event loop, and note who ran in which slot. */
function jobsOf(turns: number[], log: string[] = []) {
  return turns.map((count, index) => async (slot: number) => {
    log.push(`${index} in ${slot}`);
    for (let turn = 0; turn < count; turn++) await Promise.resolve();
    return index;
  });
}

describe('runInSlots', () => {
  it('gives the results in the order of the jobs, whoever ends first', async () => {
    const log: string[] = [];
    expect(await runInSlots(2, jobsOf([9, 1, 1, 1], log))).toEqual([0, 1, 2, 3]);
    expect(log).toEqual(['0 in 0', '1 in 1', '2 in 1', '3 in 1']);
  });

  it('never runs two jobs in one slot at a time', async () => {
    const busy = new Set<number>();
    const jobs = Array.from({ length: 20 }, (_, i) => async (slot: number) => {
      expect(busy.has(slot)).toBe(false);
      busy.add(slot);
      for (let turn = 0; turn < i % 4; turn++) await Promise.resolve();
      busy.delete(slot);
    });
    await runInSlots(3, jobs);
  });

  it('starts nothing more after a failure, and waits for what is running', async () => {
    const log: string[] = [];
    const jobs = jobsOf([5, 0, 0, 0], log);
    jobs[1] = () => Promise.reject(new Error('broken'));
    await expect(runInSlots(2, jobs)).rejects.toThrow('broken');
    expect(log).toEqual(['0 in 0']);
  });

  it('reports progress after each job and waits for the listener', async () => {
    const told: number[] = [];
    const onProgress = async (fraction: number) => {
      await Promise.resolve();
      told.push(fraction);
    };
    await runInSlots(1, jobsOf([0, 0, 0, 0]), { onProgress: scaleProgress(onProgress, 0.5, 1) });
    expect(told).toEqual([0.625, 0.75, 0.875, 1]);
  });

  it('looks at the signal before each job', async () => {
    const log: string[] = [];
    const signal = { aborted: false };
    const jobs = jobsOf([0, 0, 0], log);
    const onProgress = () => {
      signal.aborted = true;
    };
    await expect(runInSlots(1, jobs, { signal, onProgress })).rejects.toThrow('stopped by the caller');
    expect(log).toHaveLength(1);
  });
});
