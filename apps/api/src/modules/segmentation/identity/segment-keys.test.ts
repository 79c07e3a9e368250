import { describe, expect, it } from 'vitest';
import { assignKeys } from './segment-keys.js';

describe('segment keys', () => {
  it('stay with the same customers from one k to the next', () => {
    const [two, three] = assignKeys(
      [
        { k: 2, previousKeys: [null, null], parents: [-1, -1] },
        { k: 3, previousKeys: [null, null, null], parents: [1, 0, -1] },
      ],
      'salt',
    );
    expect(three).toEqual([two![1], two![0], expect.any(String)]);
    expect(new Set(three).size).toBe(3);
  });

  it('stay with the customers of the previous segmentation', () => {
    const keys = assignKeys([{ k: 2, previousKeys: ['known', null], parents: [-1, -1] }], 'salt');
    expect(keys[0]![0]).toBe('known');
    expect(keys[0]![1]).not.toBe('known');
  });

  it('prefer the previous segmentation to the smaller k, and are never assigned twice', () => {
    const [, three] = assignKeys(
      [
        { k: 2, previousKeys: ['a', 'b'], parents: [-1, -1] },
        { k: 3, previousKeys: ['b', null, null], parents: [0, 1, 0] },
      ],
      'salt',
    );
    expect(three![0]).toBe('b');
    expect(three![1]).not.toBe('b');
    expect(three![2]).toBe('a');
  });

  it('are the same on every run but differ between datasets', () => {
    const origin = [{ k: 2, previousKeys: [null, null], parents: [-1, -1] }];
    expect(assignKeys(origin, 'one')).toEqual(assignKeys(origin, 'one'));
    expect(assignKeys(origin, 'one')).not.toEqual(assignKeys(origin, 'two'));
  });

  it('are short and consist of lower-case letters and digits', () => {
    const [keys] = assignKeys([{ k: 2, previousKeys: [null, null], parents: [-1, -1] }], 'salt');
    for (const key of keys!) expect(key).toMatch(/^[a-z0-9]{6}$/);
  });
});
