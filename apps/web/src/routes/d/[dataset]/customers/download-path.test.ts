import { describe, expect, it } from 'vitest';
import { downloadPath, mailConditions, mailLike } from './download-path';

const list = { filter: { left: false }, order: 'EXTERNAL_ID_ASC', name: 'High risk', columns: null };
const paramsOf = (path: string) => Object.fromEntries(new URL(path, 'http://x').searchParams);

describe('the address of a download', () => {
  it('has the list as it is in view', () => {
    const path = downloadPath('D1', { ...list, form: 'csv' });
    expect(path).toMatch(/^\/datasets\/D1\/customers\.csv\?/);
    expect(paramsOf(path)).toEqual({
      filter: '{"left":false}',
      orderBy: 'EXTERNAL_ID_ASC',
      list: 'High risk',
    });
  });

  it('has the form and the columns that are asked for', () => {
    expect(paramsOf(downloadPath('D1', { ...list, form: 'comma', columns: ['a,b'] }))).toMatchObject({
      decimal: ',',
      columns: '["a,b"]',
    });
    expect(downloadPath('D1', { ...list, form: 'parquet' })).toContain('/customers.parquet?');
  });
});

describe('a list for an e-mail tool', () => {
  it('has those with an address who said yes', () => {
    expect(mailConditions('email', '')).toEqual([{ column: 'email', operator: 'IS_KNOWN', value: null }]);
    expect(mailConditions('email', 'newsletter')[1]).toEqual({
      column: 'newsletter',
      operator: 'EQ',
      value: 'true',
    });
    expect(['Email', 'e-mail address', 'income'].map(mailLike)).toEqual([true, true, false]);
  });
});
