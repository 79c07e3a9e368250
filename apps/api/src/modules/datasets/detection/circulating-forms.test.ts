import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DuckDb } from '../../../platform/duckdb/duck-db.js';
import { previewUpload } from '../preview-upload.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-forms-'));
});
afterEach(() => rm(folder, { recursive: true }));

const HOUR = 3_600_000;
const at = (i: number) => Date.UTC(2023, 0, 2) + i * HOUR;
const inDigits = (text: string, zero: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(zero.charCodeAt(0) + Number(digit)));
/** What the columns have in a row, and what a preview says of them. */
const COLUMNS: readonly (readonly [name: string, value: (i: number) => string, says: object])[] = [
  ['customer', (i) => `C${i}`, { type: 'TEXT' }],
  ['arabic', (i) => inDigits(`${i % 97}٫5`, '٠'), { type: 'NUMBER', lowest: '0.5', highest: '96.5' }],
  ['persian', (i) => inDigits(String(i % 50), '۰'), { type: 'NUMBER', lowest: '0', highest: '49' }],
  ['hindi', (i) => inDigits(`${i % 40}.25`, '०'), { type: 'NUMBER', lowest: '0.25', highest: '39.25' }],
  [
    'thai day',
    (i) => inDigits(`2024-01-${10 + (i % 20)}`, '๐'),
    { type: 'DATE', lowest: '2024-01-10', highest: '2024-01-29' },
  ],
  [
    'week',
    (i) => `2024-W${10 + (i % 30)}`,
    { type: 'DATE', dateFormat: 'yyyy-mm-dd', lowest: '2024-03-04', highest: '2024-09-23' },
  ],
  [
    'week day',
    (i) => `2024-W${10 + (i % 30)}-${1 + (i % 7)}`,
    { type: 'DATE', lowest: '2024-03-04', highest: '2024-09-29' },
  ],
  [
    'micro',
    (i) => `${at(i % 240)}000`,
    { type: 'DATE', dateFormat: 'microseconds since 1970', lowest: '2023-01-02' },
  ],
  [
    'nano',
    (i) => `${at(i % 240)}000000`,
    { type: 'DATE', dateFormat: 'nanoseconds since 1970', highest: '2023-01-11T23:00:00' },
  ],
  ['card', (i) => `4${String(111_111_111_111_111 + i * 7919)}`, { type: 'TEXT' }],
  ['city', (i) => ['MÃ¼nchen', 'KÃ¶ln', 'Bonn'][i % 3]!, { type: 'CATEGORY' }],
];

describe('forms that circulate', () => {
  it.each([
    ['a few rows', 420],
    ['more rows than are looked at one by one', 4200],
  ])('are read right, or told, in %s', async (_what, rows) => {
    const lines = Array.from({ length: rows }, (_row, i) => COLUMNS.map(([, value]) => value(i)).join(','));
    const text = `${[COLUMNS.map(([name]) => name).join(','), ...lines].join('\n')}\n`;
    const path = join(folder, 'customers.csv');
    await writeFile(path, text);
    const original = {
      id: randomUUID(),
      path,
      bytes: Buffer.byteLength(text),
      isUtf8: true,
      fileName: 'a.csv',
    };
    const upload = { ...original, original, table: null, sheets: [], sheet: null, notes: [] };
    const preview = await new DuckDb('256MB').with(folder, (connection) =>
      previewUpload(
        connection,
        upload as unknown as Parameters<typeof previewUpload>[1],
        folder,
        { dialect: {}, columns: [], known: [] },
        new AbortController().signal,
      ),
    );
    for (const [i, [name, , says]] of COLUMNS.entries())
      expect(preview.columns[i]).toMatchObject({ name, missingCount: 0, ...says });
    const told = preview.warnings.join('\n');
    expect(told).toContain('"week" has weeks, such as "2024-W10"; each is read as its Monday.');
    expect(told).not.toContain('"week day" has weeks');
    expect(told).toContain('"micro" has numbers that are read as microseconds since 1970');
    expect(told).toContain('"MÃ¼nchen" for "München" and "KÃ¶ln" for "Köln"');
  });
});
