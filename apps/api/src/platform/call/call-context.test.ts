import { describe, expect, it } from 'vitest';
import { CallContext } from './call-context.js';
import type { Caller } from './caller.js';

const call = (caller: Partial<Caller>) =>
  new CallContext({ id: 'key', email: null, role: 'ANALYST', scope: null, ...caller });

describe('the check', () => {
  it('admits the role and the ones above it, and says both sides to the others', () => {
    for (const role of ['ANALYST', 'ADMIN'] as const) call({ role }).require('ANALYST');
    expect(() => call({ role: 'VIEWER' }).require('ANALYST')).toThrow(
      'Your role is VIEWER; this needs ANALYST.',
    );
  });

  it('hides what lies outside the scope, which may even be empty', () => {
    expect(() => call({}).require('VIEWER', 'b')).not.toThrow();
    expect(() => call({ scope: new Set(['a']) }).require('VIEWER', 'a')).not.toThrow();
    for (const scope of [new Set(['a']), new Set<string>()]) {
      expect(() => call({ scope }).require('VIEWER', 'b', ['datasetId'])).toThrow(
        expect.objectContaining({ code: 'NOT_FOUND', field: ['datasetId'] }),
      );
    }
  });

  it('keeps what concerns everything from callers that are confined', () => {
    call({ role: 'ADMIN' }).requireEverything('ADMIN');
    expect(() => call({ role: 'ADMIN', scope: new Set(['a']) }).requireEverything('ADMIN')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
  });
});

describe('loading', () => {
  const asked: string[][] = [];
  const lengths = {
    scopeOf: (key: string) => key[0]!,
    load: async (keys: readonly string[]) => {
      asked.push([...keys]);
      return keys.map(({ length }) => length);
    },
  };

  it('asks once for the keys of a tick, and once for each key of a call', async () => {
    asked.length = 0;
    const one = call({});
    expect(await Promise.all(['a', 'bb', 'a'].map((key) => one.load(lengths, key)))).toEqual([1, 2, 1]);
    await one.load(lengths, 'bb');
    expect(asked).toEqual([['a', 'bb']]);
  });

  it('refuses keys outside the scope before it loads anything', async () => {
    asked.length = 0;
    const confined = call({ scope: new Set(['a']) });
    expect(await confined.load(lengths, 'aa')).toBe(2);
    await expect(confined.load(lengths, 'b')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(asked).toEqual([['aa']]);
  });
});
