import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DuckDb } from '../../../platform/duckdb/duck-db.js';
import { inspectUpload } from '../detection/inspect-upload.js';
import { writeColumnFile } from '../snapshot.js';
import { convertTable } from './convert-table.js';
import { convertToFile } from './convert-to-file.js';
import { planImport } from './import-plan.js';
import { snapshotQuery } from './write-customers.js';

const HEADER = 'customer_id,spend,debt,since,seen,city,vip,Spend';
const row = (i: number, { id = `C${i}`, since = `2023-0${1 + (i % 9)}-1${i % 9}`, vip = '' } = {}) =>
  [
    id,
    i % 9 === 0 ? '' : `${i % 70}.25`,
    `(${i}.00)`,
    since,
    `2024-01-0${1 + (i % 9)} 1${i % 9}:30:00`,
    ['Köln', 'Łódź', ' Paris ', '', '"O""Hara, Ltd"'][i % 5],
    vip || (i % 3 === 0 ? 'yes' : 'No'),
    `${-(i % 4)}`,
  ].join(',');
const ROWS = 3000;
const CLEAN = Array.from({ length: ROWS }, (_, i) => row(i));
const changed = (i: number, text: string) => CLEAN.with(i, text);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-convert-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Reads a file into the working table `source`, and passes on its first rows in a table of their own. */
async function withRows<T>(
  rows: readonly string[],
  use: (
    connection: DuckDBConnection,
    planned: ReturnType<typeof planImport>,
    traits: Awaited<ReturnType<typeof inspectUpload>>['source']['traits'],
  ) => Promise<T>,
): Promise<T> {
  const path = join(folder, 'customers.csv');
  const text = `${[HEADER, ...rows].join('\n')}\n`;
  await writeFile(path, text);
  const bytes = Buffer.byteLength(text);
  const upload = { id: randomUUID(), path, bytes, isUtf8: true, fileName: 'customers.csv', sha256: '' };
  return new DuckDb('256MB').with(folder, async (connection) => {
    const inspected = await inspectUpload(
      connection,
      upload as unknown as Parameters<typeof inspectUpload>[1],
      {},
      folder,
    );
    await connection.run('create temp table first_rows as select rowid, * from source limit 500');
    return use(connection, planImport(inspected.detected.columns, [], []), inspected.source.traits);
  });
}

const valuesOf = async (connection: DuckDBConnection, from: string) => {
  const reader = await connection.runAndReadAll(`select * from ${from} order by __row`);
  return { types: reader.columnTypes().map(String), rows: reader.getRowsJS() };
};

describe('the conversion of rows to a column file', () => {
  it('gives the same customers and the same file as a conversion to a table', async () => {
    const both = await withRows(CLEAN, async (connection, planned, traits) => {
      const [inTable, inFile] = [join(folder, 'table.parquet'), join(folder, 'file.parquet')];
      const table = await convertTable(connection, planned, { traits });
      const customers = await valuesOf(connection, 'customers');
      await writeColumnFile(connection, inTable, snapshotQuery(planned), table.rows);
      const file = await convertToFile(connection, planned, inFile, { first: 'first_rows', traits });
      return {
        table: { ...table, customers, file: await valuesOf(connection, `read_parquet('${inTable}')`) },
        file: {
          ...file,
          customers: await valuesOf(connection, 'customers'),
          file: await valuesOf(connection, `read_parquet('${inFile}')`),
        },
      };
    });
    expect(both.file).toEqual(both.table);
    expect(both.file.rows).toBe(ROWS);
    expect(both.file.withTime).toEqual(new Set([4]));
  });

  it.each([
    ['a value that is not of its type', changed(ROWS - 1, row(ROWS - 1, { vip: 'perhaps' }))],
    ['no id', changed(900, row(900, { id: '' }))],
    ['the id of another row', changed(2000, row(2000, { id: 'C7' }))],
    ['a time of day that the first rows lack', changed(2500, row(2500, { since: '2023-04-01 12:00:00' }))],
  ])('is given up at a row with %s, and leaves nothing behind', async (_what, rows) => {
    const path = join(folder, 'file.parquet');
    const found = await withRows(rows, async (connection, planned, traits) => ({
      file: await convertToFile(connection, planned, path, { first: 'first_rows', traits }),
      table: await convertTable(connection, planned, { traits }),
    }));
    expect(found.file).toBeNull();
    expect(existsSync(path)).toBe(false);
    expect(found.table.sourceRows).toBe(ROWS);
  });
});
