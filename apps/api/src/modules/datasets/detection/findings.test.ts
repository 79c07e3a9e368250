import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DuckDb } from '../../../platform/duckdb/duck-db.js';
import type { ColumnInput, CsvDialectInput } from '../dataset.inputs.js';
import { previewUpload } from '../preview-upload.js';

interface Settings {
  readonly dialect?: CsvDialectInput;
  readonly columns?: readonly ColumnInput[];
}

/** More than are counted without DuckDB. */
const ROWS = 3100;
const SETTINGS: readonly Settings[] = [
  {},
  { columns: [{ name: 'spend', type: 'TEXT', role: 'FEATURE' }] },
  { dialect: { decimalSeparator: ',' } },
  { dialect: { dateFormat: 'mm/dd/yyyy' } },
  { columns: [{ name: 'city', type: 'NUMBER', role: 'FEATURE' }] },
  { dialect: { encoding: 'windows-1252' } },
  {},
];

const row = (i: number) =>
  [
    `C${i}`,
    i % 90 === 7 ? '' : `${(i * 7) % 300}.${10 + (i % 90)}`,
    i % 3 === 0 ? `-${i % 50}` : `${i % 50}`,
    `0${1 + (i % 9)}/0${1 + ((i * 5) % 9)}/2023`,
    ['Köln', 'Paris', 'unknown', 'Rome'][i % 4],
    i % 2 === 0 ? 'yes' : 'no',
    i % 700 === 3 ? 'many' : `1,${100 + (i % 800)}.50`,
  ].join(',');
const FILE = [
  'customer_id,spend,debt,since,city,vip,worth',
  ...Array.from({ length: ROWS }, (_, i) => row(i)),
]
  .join('\n')
  .concat('\n');

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-findings-'));
  path = join(folder, 'customers.csv');
  await writeFile(path, FILE);
});
afterEach(() => rm(folder, { recursive: true }));

async function preview(id: string, { dialect = {}, columns = [] }: Settings, asked: string[] = []) {
  const bytes = Buffer.byteLength(FILE);
  const original = { id, path, bytes, isUtf8: true, fileName: 'customers.csv', sha256: '' };
  const upload = { ...original, original, table: null, sheets: [], sheet: null, notes: [] };
  return new DuckDb('256MB').with(folder, async (connection) => {
    noteQuestions(connection, asked);
    const settings = { dialect, columns, known: [] };
    const { uploadId: _, ...shown } = await previewUpload(
      connection,
      upload as unknown as Parameters<typeof previewUpload>[1],
      folder,
      settings,
      new AbortController().signal,
    );
    return shown;
  });
}

/** Notes what is asked of the rows that decide. */
function noteQuestions(connection: DuckDBConnection, asked: string[]): void {
  const ask = connection.runAndReadAll.bind(connection);
  connection.runAndReadAll = (sql, ...rest) => {
    if (/from head\b/.test(sql)) asked.push(sql);
    return ask(sql, ...rest);
  };
}

describe('a preview that is read again', () => {
  it('shows under any settings what a first one shows', async () => {
    const again = randomUUID();
    for (const settings of SETTINGS)
      expect(await preview(again, settings)).toEqual(await preview(randomUUID(), settings));
  });

  it('asks nothing of the rows that was asked before', async () => {
    const id = randomUUID();
    const first: string[] = [];
    await preview(id, {}, first);
    expect(first.length).toBeGreaterThan(3);
    const second: string[] = [];
    await preview(id, { columns: [{ name: 'spend', type: 'TEXT', role: 'FEATURE' }] }, second);
    expect(second).toEqual([]);
    const other: string[] = [];
    await preview(id, { dialect: { decimalSeparator: ',' } }, other);
    expect(other.length).toBeGreaterThan(0);
    const last: string[] = [];
    await preview(id, { dialect: { decimalSeparator: ',' } }, last);
    expect(last).toEqual([]);
  });
});
