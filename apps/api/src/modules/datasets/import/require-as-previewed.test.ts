import { describe, expect, it } from 'vitest';
import type { PlannedColumn } from './import-plan.js';
import { requireAsPreviewed } from './require-as-previewed.js';

const columns = [
  { name: 'id', type: 'TEXT', role: 'CUSTOMER_ID' },
  { name: 'age', type: 'NUMBER', role: 'FEATURE' },
] as unknown as PlannedColumn[];
const unfit = (count: number, column = 'age') =>
  Array.from({ length: count }, (_, rowid) => ({
    rowid,
    column,
    cause: 'age: expected a number, found "old"',
  }));
const long = { rows: 50_000, decisive: 20_000, named: new Set<string>() };

describe('an import of a long file', () => {
  it('stops where more than two of a hundred rows do not fit what the first rows showed', () => {
    expect(() => requireAsPreviewed(columns, unfit(1001), long)).toThrow(
      'By its first 20000 rows, "age" is NUMBER; 1001 of all 50000 rows do not fit, for example: age: expected a number, found "old".',
    );
  });

  it('goes on where few do not fit, or the caller named the type, or every row decided', () => {
    requireAsPreviewed(columns, unfit(1000), long);
    requireAsPreviewed(columns, unfit(1001), { ...long, named: new Set(['age']) });
    requireAsPreviewed(columns, unfit(1001), { ...long, decisive: undefined });
    requireAsPreviewed(columns, unfit(5000, 'id'), long);
  });
});
