import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeatureColumnSpec } from '../engine/index.js';
import { ColumnFile } from './column-file.js';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-engine-'));
const path = join(folder, "it's.parquet");

beforeAll(async () => {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  await connection.run(`COPY (SELECT * FROM (VALUES
      (7, 4.5, true, DATE '1970-01-11', TIMESTAMP '1970-01-02 12:00:00', 'b', NULL),
      (2, NULL, false, DATE '1969-12-31', NULL, 'it''s', NULL),
      (9, 'infinity'::DOUBLE, NULL, NULL, NULL, 'b', NULL),
      (3, -1.0, true, NULL, NULL, NULL, NULL)
    ) AS t(__row, "a ""number""", flag, day, moment, level, empty)) TO '${path.replace("'", "''")}' (FORMAT parquet)`);
  connection.closeSync();
  database.closeSync();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function read(columns: FeatureColumnSpec[]) {
  const file = await ColumnFile.open({ uri: pathToFileURL(path).href }, columns);
  return file.all().finally(() => file.close());
}

describe('a snapshot as typed arrays', () => {
  it('comes in the order of its row numbers', async () => {
    const { rowNumbers, table } = await read([{ name: 'level', type: 'CATEGORY' }]);
    expect([...rowNumbers]).toEqual([2, 3, 7, 9]);
    expect(table.rows).toBe(4);
  });

  it('has NaN for a number that is missing or infinite', async () => {
    const { table } = await read([{ name: 'a "number"', type: 'NUMBER' }]);
    expect(table.columns[0]).toMatchObject({ kind: 'numeric', name: 'a "number"' });
    expect(numbers(table.columns[0])).toEqual([Number.NaN, -1, 4.5, Number.NaN]);
  });

  it('has 0 and 1 for yes and no', async () => {
    const { table } = await read([{ name: 'flag', type: 'BOOLEAN' }]);
    expect(numbers(table.columns[0])).toEqual([0, 1, 1, Number.NaN]);
  });

  it('has days since 1970 for dates, the time of day as a fraction', async () => {
    const { table } = await read([
      { name: 'day', type: 'DATE' },
      { name: 'moment', type: 'DATE' },
    ]);
    expect(table.columns[0]).toMatchObject({ kind: 'numeric', isDate: true });
    expect(numbers(table.columns[0])).toEqual([-1, Number.NaN, 10, Number.NaN]);
    expect(numbers(table.columns[1])).toEqual([Number.NaN, Number.NaN, 1.5, Number.NaN]);
  });

  it('has codes for categories, the most frequent level first', async () => {
    const { table } = await read([{ name: 'level', type: 'CATEGORY' }]);
    const [column] = table.columns;
    if (column?.kind !== 'categorical') throw new Error('the column must be categorical');
    expect(column.levels).toEqual(['b', "it's"]);
    expect([...column.codes]).toEqual([1, -1, 0, 0]);
  });

  it('has no levels if a category has no values', async () => {
    const { table } = await read([{ name: 'empty', type: 'CATEGORY' }]);
    expect(table.columns[0]).toMatchObject({ levels: [], codes: Int32Array.of(-1, -1, -1, -1) });
  });
});

function numbers(column: unknown): number[] {
  return [...(column as { values: Float64Array }).values];
}
