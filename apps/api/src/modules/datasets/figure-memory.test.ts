import type { DataSource } from 'typeorm';
import { describe, expect, it, vi } from 'vitest';
import { CallContext } from '../../platform/call/call-context.js';
import { inCall } from '../../platform/call/current-call.js';
import { FigureMemory } from './figure-memory.js';

/** A database with datasets whose state the test sets. */
function stateful(states: Record<string, string>) {
  const query = async (_: string, [id]: [string]) => (id in states ? [{ state: states[id]! }] : []);
  return { query } as unknown as DataSource;
}

describe('the memory of figures', () => {
  it('computes again once the dataset has changed, and not for another one', async () => {
    const states = { a: '1', b: '1' };
    const memory = new FigureMemory(stateful(states));
    const compute = vi.fn(async () => compute.mock.calls.length);
    const ask = (id: string) => memory.of(id, ['count'], compute);
    expect([await ask('a'), await ask('b'), await ask('a')]).toEqual([1, 2, 1]);
    states.a = '2';
    expect([await ask('a'), await ask('b')]).toEqual([3, 2]);
  });

  it('asks for the state once in a call that only reads, and every time in one that may change something', async () => {
    const states = { a: '1' };
    const database = stateful(states);
    const asked = vi.spyOn(database, 'query');
    const memory = new FigureMemory(database);
    const figures = async (readsOnly: boolean) => {
      const call = CallContext.ofServer();
      call.readsOnly = readsOnly;
      return inCall(call, async () => {
        const found: string[] = [];
        for (const state of ['2', '3']) {
          found.push(await memory.of('a', [readsOnly], async () => states.a));
          states.a = state;
        }
        return found;
      });
    };
    expect(await figures(true)).toEqual(['1', '1']);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(await figures(true)).toEqual(['3', '3']);
    expect(await figures(false)).toEqual(['3', '2']);
    expect(asked).toHaveBeenCalledTimes(4);
  });

  it('keeps figures by what they are about', async () => {
    const memory = new FigureMemory(stateful({ a: '1' }));
    const ask = (...about: unknown[]) => memory.of('a', about, async () => JSON.stringify(about));
    for (const about of [['count', 1], ['count', '1'], ['count'], ['count', [1]], ['count', null]])
      expect(await ask(...about)).toBe(JSON.stringify(about));
  });

  it('computes again what was computed while the dataset changed', async () => {
    const states = { a: '1' };
    const memory = new FigureMemory(stateful(states));
    let customers = 10;
    const first = await memory.of('a', ['count'], async () => {
      const seen = customers;
      customers = 11;
      states.a = '2';
      return seen;
    });
    expect(first).toBe(10);
    expect(await memory.of('a', ['count'], async () => customers)).toBe(11);
  });

  it('remembers no failure, and nothing of a dataset that is not there', async () => {
    const memory = new FigureMemory(stateful({ a: '1' }));
    const fail = () => memory.of('a', ['count'], () => Promise.reject(new Error('cut off')));
    await expect(fail()).rejects.toThrow('cut off');
    expect(await memory.of('a', ['count'], async () => 1)).toBe(1);
    expect(await memory.of('gone', ['count'], async () => 1)).toBe(1);
    expect(await memory.of('gone', ['count'], async () => 2)).toBe(2);
  });

  it('forgets what was used longest ago where there is no more room', async () => {
    const memory = new FigureMemory(stateful({ a: '1' }), 10_000);
    const compute = vi.fn(async () => new Float64Array(400));
    const ask = (name: string) => memory.of('a', [name], compute);
    await ask('first');
    await ask('second');
    await ask('first');
    await ask('third');
    await ask('fourth');
    expect(compute).toHaveBeenCalledTimes(4);
    await ask('first');
    await ask('second');
    expect(compute.mock.calls.length).toBeGreaterThan(4);
    await ask('second');
    const { length } = compute.mock.calls;
    await ask('second');
    expect(compute).toHaveBeenCalledTimes(length);
  });

  it('forgets all about one dataset', async () => {
    const memory = new FigureMemory(stateful({ a: '1', ab: '1' }));
    const compute = vi.fn(async () => compute.mock.calls.length);
    await memory.of('a', ['count'], compute);
    await memory.of('ab', ['count'], compute);
    memory.forget('a');
    expect(await memory.of('ab', ['count'], compute)).toBe(2);
    expect(await memory.of('a', ['count'], compute)).toBe(3);
  });

  it('does not keep what is larger than all of its room', async () => {
    const memory = new FigureMemory(stateful({ a: '1' }), 1000);
    const compute = vi.fn(async () => new Float64Array(400));
    await memory.of('a', ['large'], compute);
    await memory.of('a', ['large'], compute);
    expect(compute).toHaveBeenCalledTimes(2);
  });
});
