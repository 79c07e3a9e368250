import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

/** A file with so many columns, of all types in turn. */
function wideFile(columns: number, rows: number): string {
  const values = [
    (row: number) => `${row * 1.5}`,
    (row: number) => (row % 7 === 0 ? 'NA' : `level ${row % 3}`),
    (row: number) => `2023-01-${String((row % 28) + 1).padStart(2, '0')}`,
    (row: number) => (row % 2 === 0 ? 'yes' : 'no'),
  ];
  const features = Array.from({ length: columns - 1 }, (_, i) => i);
  const header = ['customer_id', ...features.map((i) => `v${i}`)];
  const lines = Array.from({ length: rows }, (_, row) =>
    [`C${row}`, ...features.map((i) => values[i % values.length]!(row + i))].join(','),
  );
  return [header.join(','), ...lines].join('\n');
}

describe('a wide file', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.stop());

  it.each([60, 400, 1000])('of %i columns is imported whole', async (columns) => {
    const id = await importCsv(app, wideFile(columns, 30));
    const { dataset } = await app.query<{
      dataset: { customerCount: number; rejectedRowCount: number; columns: { missingCount: number }[] };
    }>('query ($id: ID!) { dataset(id: $id) { customerCount rejectedRowCount columns { missingCount } } }', {
      id,
    });
    expect(dataset).toMatchObject({ customerCount: 30, rejectedRowCount: 0 });
    expect(dataset.columns).toHaveLength(columns);
    expect(dataset.columns.filter(({ missingCount }) => missingCount > 0)).toHaveLength(
      Math.floor((columns + 1) / 4),
    );
  });
});
