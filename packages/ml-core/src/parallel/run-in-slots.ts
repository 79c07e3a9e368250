import { InvalidParameterError } from '../errors.js';
import type { OnProgress, Pool, StopSignal } from '../types.js';
import { throwIfAborted } from './throw-if-aborted.js';

/** A piece of work, and the name by which a pool's threads know it (see tasks.ts). */
export interface NamedTask<Payload, Result> {
  readonly name: string;
  readonly run: (payload: Payload) => Result;
}

/** Runs a task on the pool, or here and now where there is none. */
export async function runTask<Payload, Result>(
  pool: Pool | undefined,
  task: NamedTask<Payload, Result>,
  payload: Payload,
): Promise<Result> {
  return pool ? pool.run<Result>(task.name, payload) : task.run(payload);
}

/**
 * Runs jobs in their order, `slots` of them at a time; each gets a slot of its own until it ends.
 * After each one progress is reported and the signal checked. The results come in the order of the jobs.
 */
export async function runInSlots<Result>(
  slots: number,
  jobs: readonly ((slot: number) => Promise<Result>)[],
  { signal, onProgress, step = '' }: { signal?: StopSignal; onProgress?: OnProgress; step?: string } = {},
): Promise<Result[]> {
  if (!Number.isInteger(slots) || slots < 1) {
    throw new InvalidParameterError(`pool.threads is ${slots}; it must be an integer of at least 1`);
  }
  const results = new Array<Result>(jobs.length);
  let next = 0;
  let done = 0;
  let failed = false;
  async function work(slot: number): Promise<void> {
    while (next < jobs.length && !failed) {
      const index = next++;
      try {
        throwIfAborted(signal);
        results[index] = await jobs[index]!(slot);
      } catch (cause) {
        failed = true;
        throw cause;
      }
      await onProgress?.(++done / jobs.length, step);
    }
  }
  // All settle before this returns, so that no job still writes to memory that the caller has given up.
  const lanes = await Promise.allSettled(
    Array.from({ length: Math.min(slots, jobs.length) }, (_, slot) => work(slot)),
  );
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
  throwIfAborted(signal);
  return results;
}

/** Reports the part from..to of the whole where the inner work reports 0..1. */
export function scaleProgress(
  onProgress: OnProgress | undefined,
  from: number,
  to: number,
): OnProgress | undefined {
  return onProgress && ((fraction, step) => onProgress(from + (to - from) * fraction, step));
}
