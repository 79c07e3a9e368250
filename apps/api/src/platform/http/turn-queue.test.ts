import { expect, it } from 'vitest';
import { type Turn, TurnQueue } from './turn-queue.js';

/** A queue on a clock that stands until it is moved. */
function queueOf(some: { ofSender?: number; together?: number; waiting?: number; fewest?: number } = {}) {
  let time = 0;
  const { ofSender = 10, together = 2, waiting = 100, fewest = 0 } = some;
  const limits = {
    ofSender,
    together: () => together,
    waiting,
    fewest,
    waitMs: 500,
    burstWaitMs: 2000,
    burstMs: 1000,
  };
  const queue = new TurnQueue(limits, () => time);
  const begun: string[] = [];
  const enter = (sender: string, name = sender): Turn => {
    const turn = queue.enter(sender);
    if (typeof turn === 'string') throw new Error(`${name} is refused: ${turn}`);
    void turn.begun.then((has) => has && begun.push(name));
    return turn;
  };
  return { queue, enter, begun, pass: (ms: number) => (time += ms) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('senders take turns, and the requests of one come in their order', async () => {
  const { enter, begun } = queueOf({ together: 1 });
  const turns = [enter('a', 'a1'), enter('a', 'a2'), enter('a', 'a3'), enter('b', 'b1'), enter('b', 'b2')];
  for (const at of [0, 1, 3, 2]) {
    await settled();
    turns[at]!.leave();
  }
  await settled();
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
});

it('a sender who has as many turns as one may have waits, and the next one does not', async () => {
  const { enter, begun } = queueOf({ ofSender: 1, together: 3 });
  const first = enter('a', 'a1');
  enter('a', 'a2');
  enter('b', 'b1');
  await settled();
  expect(begun).toEqual(['a1', 'b1']);
  first.leave();
  await settled();
  expect(begun).toEqual(['a1', 'b1', 'a2']);
});

it('some may wait however long a turn takes', async () => {
  const { queue, enter, pass } = queueOf({ together: 1, fewest: 5 });
  const [first] = [enter('a'), enter('a'), enter('a')];
  pass(60_000);
  first!.leave();
  await settled();
  for (let i = 0; i < 4; i++) enter('a');
  expect(queue.waiting).toBe(5);
  expect(queue.enter('a')).toBe('ofSender');
});

it('who leaves while waiting gets no turn, and keeps nobody else from theirs', async () => {
  const { queue, enter, begun } = queueOf({ together: 1 });
  const first = enter('a', 'a1');
  const left = enter('b', 'b1');
  enter('c', 'c1');
  left.leave();
  left.leave();
  expect(await left.begun).toBe(false);
  first.leave();
  first.leave();
  await settled();
  expect([begun, queue.working, queue.waiting]).toEqual([['a1', 'c1'], 1, 0]);
});

it('a burst is worked off, and may be as long as it can be in two seconds', async () => {
  const { queue, enter, begun, pass } = queueOf({ together: 1 });
  const first = [enter('a', '0'), enter('a', '1')];
  pass(100);
  for (const turn of first) turn.leave();
  // A turn is known to take 100 ms.
  const turns = Array.from({ length: 21 }, (_, i) => enter('a', String(i)));
  expect(queue.enter('a')).toBe('ofSender');
  for (const turn of turns) {
    pass(100);
    await settled();
    turn.leave();
  }
  expect([begun.length, queue.working, queue.waiting]).toEqual([23, 0, 0]);
});

it('once there has been too much for a second, who would wait for too long is refused, and nobody else', async () => {
  const { queue, enter, pass } = queueOf({ together: 1 });
  const turns = Array.from({ length: 100 }, (_, i) => enter('a', String(i)));
  // A turn takes 100 ms, so that no more than five may wait.
  for (const turn of turns.slice(0, 90)) {
    pass(100);
    turn.leave();
  }
  expect(queue.waiting).toBe(9);
  expect(queue.waitOf('a')).toBeGreaterThan(900);
  expect(queue.enter('a')).toBe('ofSender');
  // Another sender has the turn after the next.
  expect(queue.waitOf('b')).toBeLessThan(200);
  enter('b');
  expect(queue.enter('a')).toBe('ofAll');
  for (const turn of turns.slice(90)) {
    pass(100);
    turn.leave();
  }
  expect(queue.waiting).toBe(0);
  enter('a');
});

it('no more requests of one sender wait than may', () => {
  const { queue, enter } = queueOf({ together: 1, waiting: 2 });
  for (const name of ['a1', 'a2', 'a3']) enter('a', name);
  expect(queue.enter('a')).toBe('ofSender');
  enter('b');
});
