import { describe, expect, it } from 'vitest';
import { CallContext } from '../../platform/call/call-context.js';
import { currentCall, inCall } from '../../platform/call/current-call.js';
import { remember } from './remember.js';

describe('a remembered question', () => {
  it('is asked once per key, and again after newer ones evicted it', async () => {
    const asked: string[] = [];
    const ask = remember(2, async (key) => {
      asked.push(key);
      return key.toUpperCase();
    });
    expect(await ask('a')).toBe('A');
    await ask('b');
    await ask('a');
    await ask('c');
    await ask('a');
    await ask('b');
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('is asked again after it failed', async () => {
    let attempts = 0;
    const ask = remember(2, async () => {
      attempts++;
      if (attempts === 1) throw new Error('not yet');
      return attempts;
    });
    await expect(ask('a')).rejects.toThrow('not yet');
    expect(await ask('a')).toBe(2);
  });

  it('is not part of the call that asks first, which may end before the others have their answer', async () => {
    const ask = remember(2, async () => currentCall());
    expect(await inCall(CallContext.ofServer(), () => ask('a'))).toBeUndefined();
  });
});
