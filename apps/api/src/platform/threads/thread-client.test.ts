import { getPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { CountingOperations } from '../../../test/fixtures/counting-worker.js';
import { ThreadClient } from './thread-client.js';

const worker = new URL('../../../test/fixtures/counting-worker.js', import.meta.url);
async function open(start: unknown, signal?: AbortSignal): Promise<ThreadClient<CountingOperations>> {
  const thread = ThreadClient.start<CountingOperations>(worker);
  await thread.open(start, signal);
  return thread;
}

describe('a thread', () => {
  it('runs calls one after the other, with progress and batches', async () => {
    const thread = await open(2);
    const steps: [number, string][] = [];
    const numbers: number[] = [];
    const sink = async (batch: { numbers: Int32Array }) => {
      numbers.push(...batch.numbers);
    };
    const onProgress = (fraction: number, step: string) => steps.push([fraction, step]);
    const calls = [thread.call('count', 4, { onProgress, sink }), thread.call('count', 5, { sink })];
    expect(await Promise.all(calls)).toEqual([2, 3]);
    expect(numbers).toEqual([2, 3, 2, 3, 4]);
    expect(steps).toEqual([
      [0, 'counting 2'],
      [0.5, 'counting 3'],
    ]);
    await thread.close();
  });

  it('sends the next batch only when the last one was taken', async () => {
    const thread = await open(0);
    let waiting = 0;
    let most = 0;
    const sink = async () => {
      most = Math.max(most, ++waiting);
      await new Promise((resolve) => setImmediate(resolve));
      waiting--;
    };
    await thread.call('count', 20, { sink });
    expect(most).toBe(1);
    await thread.close();
  });

  it('can let others go first, and these stay where they are', async () => {
    const before = getPriority();
    const [eager, modest] = [await open(0), await open(0)];
    const ownPriority = process.platform === 'linux';
    expect(await modest.call('yieldToOthers', before + 5)).toBe(ownPriority ? before + 5 : before);
    expect(await eager.call('yieldToOthers', before)).toBe(before);
    expect(getPriority()).toBe(before);
    await Promise.all([eager.close(), modest.close()]);
  });

  it('ends at once when it is aborted, with the reason, and takes no call after', async () => {
    const controller = new AbortController();
    const thread = await open(0, controller.signal);
    const counting = thread.call('count', Number.POSITIVE_INFINITY);
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    await expect(counting).rejects.toBe(reason);
    await expect(thread.call('count', 1)).rejects.toBe(reason);
  });

  it('is closed only when its sinks are done, so that nothing is written after it', async () => {
    const controller = new AbortController();
    const thread = await open(0, controller.signal);
    let written = false;
    const sink = async () => {
      controller.abort(new Error('no longer wanted'));
      await delay(500);
      written = true;
    };
    await expect(thread.call('count', 3, { sink })).rejects.toThrow('no longer wanted');
    await thread.close();
    expect(written).toBe(true);
  });

  it('does not start if it was aborted before', async () => {
    const reason = new Error('no longer wanted');
    await expect(open(0, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('passes on what a sink throws, and ends', async () => {
    const thread = await open(0);
    const sink = async () => {
      throw new Error('the disk is full');
    };
    await expect(thread.call('count', 3, { sink })).rejects.toThrow('the disk is full');
    await thread.close();
  });

  it("passes on an operation's error with its code, and goes on", async () => {
    const thread = await open(0);
    const failure = thread.call('fail', 'NO_NUMBERS');
    await expect(failure).rejects.toMatchObject({ code: 'NO_NUMBERS', message: 'out of numbers' });
    expect(await thread.call('count', 0)).toBe(0);
    await thread.close();
  });

  it.each(['idle', 'waiting for a batch to be taken'])(
    'puts away what it holds when it is closed while %s',
    async (state) => {
      const closed = new Int32Array(new SharedArrayBuffer(4));
      const thread = await open(closed);
      if (state !== 'idle') {
        const sink = () => new Promise<void>(() => {});
        const counting = thread.call('count', 3, { sink, onProgress: () => void thread.close() });
        await expect(counting).rejects.toThrow('the thread was closed');
      }
      await thread.close();
      expect(closed[0]).toBe(1);
    },
  );

  it('says why it does not open', async () => {
    await expect(open('one')).rejects.toThrow('start is one; it must be a number');
  });
});
