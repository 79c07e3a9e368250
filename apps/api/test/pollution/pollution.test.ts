import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unpackFile } from '../../src/modules/datasets/containers/unpack-file.js';
import { columnAt } from '../../src/modules/datasets/detection/sql.js';
import { makeCustomers } from '../../src/modules/datasets/import/make-customers.js';
import { ByteCensus } from '../../src/modules/datasets/uploads/byte-census.js';
import { DuckDb } from '../../src/platform/duckdb/duck-db.js';
import { AppError } from '../../src/platform/errors/app-error.js';
import { cleanDraft, combinations, polluted, writeDraft } from './pollute.js';

/** All pairs with POLLUTIONS=all, which takes some minutes; otherwise each pollution alone and some of the pairs. */
const ALL = process.env.POLLUTIONS === 'all';
const SEED = Number(process.env.SEED ?? 1);
const EVERY = 16;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-pollution-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Read {
  /** Values by column, by customer. */
  readonly customers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly warnings: readonly string[];
  /** Why it was refused. */
  readonly refusal?: string;
}

/** Reads a file as an import does; that the books balance is checked there. */
async function read(bytes: Buffer, name: string): Promise<Read> {
  const place = join(folder, name);
  await mkdir(place);
  const path = join(place, 'upload');
  await writeFile(path, bytes);
  try {
    return await new DuckDb('1GB').with(place, async (connection) => {
      const { signal } = new AbortController();
      const unpacked = await unpackFile({
        ...{
          path,
          target: join(place, 'text'),
          inside: null,
          sheet: null,
          folder: place,
          connection,
          signal,
        },
        ...{ limit: 100_000_000, requireDisk: async () => {} },
      });
      const census = new ByteCensus();
      census.resume();
      await pipeline([bytes], census);
      const upload = { ...census.counts(), id: '', fileName: '', createdBy: '', path, ...unpacked };
      const { inspected, made } = await makeCustomers(connection, upload, place, {
        ...{ mode: 'NEW', known: [], dialect: {}, signal, today: new Date(0) },
        columns: [{ name: 'customer_id', role: 'CUSTOMER_ID' }],
      });
      const cells = made.columns.map((_, i) => `${columnAt(i)}::varchar`);
      const reader = await connection.runAndReadAll(`select ${cells.join(', ')} from customers`);
      const names = made.columns.map(({ name: column }) => column);
      const customers = reader.getRowsJS().map((row) => {
        const values = Object.fromEntries(names.map((column, i) => [column, row[i]]));
        return [values.customer_id, values] as const;
      });
      const { detected, warnings } = inspected;
      return {
        customers: Object.fromEntries(customers),
        warnings: [...warnings, ...detected.warnings.map(({ text }) => text), ...detected.roleWarnings],
      };
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'BOOKS_UNBALANCED') throw error;
    return { customers: {}, warnings: [], refusal: error.message };
  } finally {
    await rm(place, { recursive: true });
  }
}

it('says the same of a file however dirty it is, or asks', { timeout: 900_000 }, async () => {
  const clean = await read(writeDraft(cleanDraft(SEED)), 'clean');
  expect(Object.keys(clean.customers)).toHaveLength(60);
  const some = combinations().filter((names, i) => ALL || names.length === 1 || i % EVERY === SEED % EVERY);
  const asked: string[] = [];
  const wrong: string[] = [];
  for (const [i, names] of some.entries()) {
    const found = await read(polluted(names, SEED), String(i));
    const label = names.join(' + ');
    try {
      expect(found.customers).toEqual(clean.customers);
    } catch {
      const question = found.refusal ?? found.warnings.find((text) => !/^The file has \d+ rows/.test(text));
      if (question === undefined) wrong.push(label);
      else asked.push(`${label}: ${question}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(asked).toEqual([]);
  expect(some.length).toBeGreaterThanOrEqual(ALL ? 300 : 60);
});
