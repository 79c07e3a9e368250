import { describe, expect, it } from 'vitest';
import { columnId, columnsOf, readColumnIds } from './list-columns';

describe('the columns of a list', () => {
  it('are what the list tells and attributes, also those with a name like what it tells', () => {
    const ids = [
      columnId({ told: 'risk' }),
      columnId({ attribute: 'tenure' }),
      columnId({ attribute: '@risk' }),
      columnId({ told: 'segment' }),
    ];
    expect(readColumnIds(JSON.stringify(ids))).toEqual(ids);
    expect(columnsOf(ids)).toEqual({ told: ['segment', 'risk'], attributes: ['tenure', '@risk'] });
  });

  it.each([null, '', 'nonsense', '{}', '5'])('are the usual ones where the address has %s', (text) => {
    expect(readColumnIds(text)).toBeNull();
  });

  it('leave out what is none, and name an attribute once', () => {
    expect(columnsOf(readColumnIds('["@nothing","plan",3,"plan"]')!)).toEqual({
      told: [],
      attributes: ['plan'],
    });
  });
});
