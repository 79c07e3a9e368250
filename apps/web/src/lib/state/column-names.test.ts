import { afterEach, describe, expect, it } from 'vitest';
import { columnName, nameColumns } from './column-names.svelte';

afterEach(() => nameColumns([]));

describe('what a column is called', () => {
  it('is what somebody said, else its name in words', () => {
    nameColumns([
      { name: 'hotline_calls', label: 'Calls to support' },
      { name: 'spend_wine', label: null },
    ]);
    expect(columnName('hotline_calls')).toBe('Calls to support');
    expect(columnName('spend_wine')).toBe('Wine spend');
  });
});
