import { describe, expect, it } from 'vitest';
import { neighbours } from './neighbours';

describe('the customers beside one in the list that one came from', () => {
  const params = new URLSearchParams('risk=HIGH&after=abc&from=50');
  const page = { params, customers: ['A', 'B', 'C'] };
  const list = params.toString();

  it('are those before and after, with the number in the whole list', () => {
    expect(neighbours('B', page, null)).toEqual({
      number: 52,
      previous: { id: 'A', list },
      next: { id: 'C', list },
    });
  });

  it('go on with the next page after the last of a page, as soon as that is known', () => {
    expect(neighbours('C', page, { cursor: 'def', first: null })?.next).toBeNull();
    expect(neighbours('C', page, { cursor: 'def', first: 'D' })?.next).toEqual({
      id: 'D',
      list: 'risk=HIGH&after=def&from=53',
    });
  });

  it('end with the list', () => {
    expect(neighbours('A', page, null)?.previous).toBeNull();
    expect(neighbours('C', page, null)?.next).toBeNull();
  });

  it('are not known of a customer whom the page no longer has', () => {
    expect(neighbours('Z', page, null)).toBeNull();
  });
});
