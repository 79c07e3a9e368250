import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { JobBudget } from '../src/modules/jobs/job-budget.js';
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

const ROWS = 30;

describe('a wide file', () => {
  let app: TestApp;
  const idOf = new Map<number, string>();
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.stop());

  it.each([60, 400, 1000])('of %i columns is imported whole', async (columns) => {
    const id = await importCsv(app, wideFile(columns, ROWS));
    idOf.set(columns, id);
    const { dataset } = await app.query<{
      dataset: { customerCount: number; rejectedRowCount: number; columns: { missingCount: number }[] };
    }>('query ($id: ID!) { dataset(id: $id) { customerCount rejectedRowCount columns { missingCount } } }', {
      id,
    });
    expect(dataset).toMatchObject({ customerCount: ROWS, rejectedRowCount: 0 });
    expect(dataset.columns).toHaveLength(columns);
    expect(dataset.columns.filter(({ missingCount }) => missingCount > 0)).toHaveLength(
      Math.floor((columns + 1) / 4),
    );
  });

  it('waits for the memory of all of its columns before anything is learned from it', async () => {
    const admit = vi.spyOn(JobBudget.prototype, 'admit');
    const bytesOf = async (columns: number) => {
      admit.mockClear();
      const { fitSegmentation } = await app.query<{ fitSegmentation: { job: { id: string } } }>(
        'mutation ($id: ID!) { fitSegmentation(input: { datasetId: $id, k: 2, features: ["v0", "v4"] }) { job { id } } }',
        { id: idOf.get(columns) },
      );
      expect(await app.settled(fitSegmentation.job.id)).toMatchObject({ state: 'COMPLETED' });
      return Math.max(...admit.mock.calls.map(([{ bytes }]) => bytes));
    };
    const [narrow, wide] = [await bytesOf(60), await bytesOf(1000)];
    // A number of eight bytes for each cell, as it is read and in the copies of it.
    expect(wide - narrow).toBeGreaterThanOrEqual(2 * 8 * ROWS * (1000 - 60));
    admit.mockRestore();
  });

  it('is counted with all of its columns in what a page of its customers costs', async () => {
    const page = (columns: number) =>
      `customers(datasetId: "${idOf.get(columns)}", first: 100) { edges { node { attributes } } }`;
    const codes = async (query: string) =>
      ((await app.ask(query)).errors ?? []).map(({ extensions }) => extensions?.code);
    // What datasets are there is known for some seconds.
    await expect
      .poll(() => codes(`{ ${page(1000)} b: ${page(1000)} }`), { timeout: 60_000 })
      .toEqual(['QUERY_TOO_COSTLY']);
    expect(await codes(`{ ${page(1000)} }`)).toEqual([]);
    expect(await codes(`{ ${page(60)} b: ${page(60)} }`)).toEqual([]);
    expect(await codes(`{ ${page(60)} b: ${page(1000)} c: ${page(60)} }`)).toEqual(['QUERY_TOO_COSTLY']);
  });
});
