import { afterEach, describe, expect, it } from 'vitest';
import { MlError } from '../errors.js';
import { serveTasks } from '../tasks.js';
import { createLocalThreads } from './local-threads.test-support.js';
import { createPool, type TaskPort, type TaskReply, type TaskRequest } from './pool.js';
import { runInSlots } from './run-in-slots.js';

const threads = createLocalThreads();
afterEach(() => threads.close());

/** A thread that answers when the test says so. */
function heldPort() {
  const posted: TaskRequest[] = [];
  let listener: (message: unknown) => void = () => {};
  let onDeath: (cause: unknown) => void = () => {};
  const port: TaskPort = {
    post: (message) => posted.push(message as TaskRequest),
    listen: (f) => {
      listener = f;
    },
    fail: (f) => {
      onDeath = f;
    },
  };
  const reply = (result: unknown) => listener({ id: posted.at(-1)!.id, result } satisfies TaskReply);
  return { port, posted, reply, die: (cause: unknown) => onDeath(cause) };
}

describe('a pool', () => {
  it('needs a thread', () => {
    expect(() => createPool([])).toThrow('ports has 0 threads; a pool needs at least 1');
    const broken = { threads: 0.5, run: () => Promise.reject(new Error('unreachable')) };
    return expect(runInSlots(broken.threads, [])).rejects.toThrow('pool.threads is 0.5');
  });

  it('gives each free thread one task and the rest in the order of the calls', async () => {
    const [a, b] = [heldPort(), heldPort()];
    const pool = createPool([a.port, b.port]);
    const results = ['first', 'second', 'third'].map((name) => pool.run(name, null));
    expect(a.posted.length + b.posted.length).toBe(2);
    a.reply('from a');
    expect(a.posted.map(({ task }) => task).at(-1)).toBe('third');
    b.reply('from b');
    a.reply('from a again');
    expect(new Set(await Promise.all(results))).toEqual(new Set(['from a', 'from b', 'from a again']));
  });

  it('passes an MlError back with its code', async () => {
    const pool = createPool(threads.start(1, serveTasks));
    const failure = await pool.run('unheard of', {}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MlError);
    expect(failure).toMatchObject({ code: 'POOL', message: expect.stringContaining("'unheard of'") });
  });

  it('continues with the remaining threads when one dies, and reports when none is left', async () => {
    const [a, b] = [heldPort(), heldPort()];
    const pool = createPool([a.port, b.port]);
    const results = [1, 2, 3].map((task) => pool.run(`${task}`, null));
    const settled = Promise.allSettled(results);
    b.die(new Error('b is gone'));
    a.reply('ok');
    a.die(new Error('a is gone'));
    expect((await settled).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(pool.run('4', null)).rejects.toThrow(/no live thread left/);
  });

  it('stays usable after a payload that cannot be cloned', async () => {
    const pool = createPool(threads.start(1, serveTasks));
    await expect(pool.run('any', () => {})).rejects.toThrow(/could not be cloned/);
    await expect(pool.run('unheard of', {})).rejects.toThrow(/must be one of/);
  });
});
