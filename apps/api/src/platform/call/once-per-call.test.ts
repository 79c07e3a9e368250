import { describe, expect, it } from 'vitest';
import { CallContext } from './call-context.js';
import { inCall } from './current-call.js';
import { oncePerCall } from './once-per-call.js';

function counted() {
  let times = 0;
  const read = oncePerCall(async (key) => `${key}${++times}`);
  return async (readsOnly: boolean) => {
    const call = CallContext.ofServer();
    call.readsOnly = readsOnly;
    return inCall(call, async () => [await read('a'), await read('b'), await read('a')]);
  };
}

describe('work that is done once a call', () => {
  it('is done once for each key in a call that only reads, and anew in the next', async () => {
    const ask = counted();
    expect(await ask(true)).toEqual(['a1', 'b2', 'a1']);
    expect(await ask(true)).toEqual(['a3', 'b4', 'a3']);
  });

  it('is done every time in a call that may change something, and in none', async () => {
    const ask = counted();
    expect(await ask(false)).toEqual(['a1', 'b2', 'a3']);
    const read = oncePerCall(async () => ({}));
    expect(await read('a')).not.toBe(await read('a'));
  });
});
