import { describe, expect, it } from 'vitest';
import { describeImport, type Import, lastImport } from './describe-import';

const done = (values: Partial<Import>): Import => ({
  id: 'i',
  number: 2,
  mode: 'APPEND',
  status: 'COMPLETED',
  fileName: 'october.csv',
  createdAt: '2026-10-01T08:00:00Z',
  createdBy: null,
  createdCount: 20,
  updatedCount: 1580,
  removedCount: 0,
  rejectedRowCount: 0,
  lines: null,
  error: null,
  ...values,
});

describe('what an import did', () => {
  it.each([
    [{ mode: 'NEW', createdCount: 1600, updatedCount: 0 }, '1,600 customers added.'],
    [{}, '20 customers added, 1,580 updated.'],
    [{ createdCount: 1 }, '1 customer added, 1,580 updated.'],
    [
      { mode: 'REPLACE', removedCount: 15 },
      '20 customers added, 1,580 updated, 15 removed because the file does not contain them.',
    ],
    [
      { removedCount: 2 },
      '20 customers added, 1,580 updated, 2 removed because all their purchases are later than the day of observation.',
    ],
  ] as const)('is said in a sentence: %j', (values, sentence) => {
    expect(describeImport(done(values))).toBe(sentence);
  });
});

describe('the last import', () => {
  it('is the newest that ended by itself', () => {
    const imports = (['RUNNING', 'CANCELLED', 'FAILED', 'COMPLETED'] as const).map((status) =>
      done({ status }),
    );
    expect(lastImport(imports)?.status).toBe('FAILED');
    expect(lastImport(imports.slice(0, 2))).toBeUndefined();
  });
});
