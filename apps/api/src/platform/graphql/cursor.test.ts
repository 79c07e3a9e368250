import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, type List } from './cursor.js';

const LIST: List = { name: 'customers', of: ['shop', { left: false }] };
const PLACE = [0.5, 'café', null, 7];
const cursor = encodeCursor(LIST, PLACE);

const refusal = (message: string) =>
  expect.objectContaining({ code: 'BAD_CURSOR', field: ['after'], message });

describe('a cursor', () => {
  it('gives its place back to a list that is the same in every respect', () => {
    expect(decodeCursor({ ...LIST, of: ['shop', { left: false }] }, cursor)).toEqual(PLACE);
  });

  it('of another list is refused, and both are named', () => {
    expect(() => decodeCursor({ name: 'jobs' }, cursor)).toThrow(
      refusal('after is a cursor of another list (customers); it must be one of jobs.'),
    );
  });

  it.each([
    ['parent', ['store', { left: false }]],
    ['filter', ['shop', { left: true }]],
    ['filter', ['shop', {}]],
  ])('of a list with another %s is refused', (_, of) => {
    expect(() => decodeCursor({ ...LIST, of }, cursor)).toThrow(
      refusal('after is an altered cursor, or one of other customers; it must be one of these customers.'),
    );
  });

  it('is refused when any of its characters is another one, or missing', () => {
    for (let i = 0; i < cursor.length; i++) {
      const other = cursor[i] === 'A' ? 'B' : 'A';
      for (const altered of [cursor.slice(0, i) + other + cursor.slice(i + 1), cursor.slice(0, i)]) {
        expect(() => decodeCursor(LIST, altered)).toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }));
      }
    }
  });

  it.each(['', ' ', '\0', 'é', 'bm9uZQ', `${cursor} `, `${cursor}=`, 'A'.repeat(1_000_000), btoa('[1,2]')])(
    'is not %j',
    (text) => {
      expect(() => decodeCursor(LIST, text)).toThrow(
        /^after is ".*"; it must be a cursor of customers.$|altered/s,
      );
    },
  );
});
