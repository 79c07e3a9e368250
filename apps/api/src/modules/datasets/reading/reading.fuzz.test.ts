import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckDb } from '../../../platform/duckdb/duck-db.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { openUpload } from '../detection/inspect-upload.js';
import { type CustomerMaking, makeCustomers } from '../import/make-customers.js';
import { ByteCensus } from '../uploads/byte-census.js';
import { countLines, requireBalance } from './line-counts.js';
import { readRows } from './read-rows.js';

/** How many mutated files are read, and of how many one is made into customers; more, and others, by hand. */
const FILES = Number(process.env.FUZZED_FILES ?? 2000);
const TABLED_EVERY = Number(process.env.FUZZED_TABLES ?? 20);
const SEED = Number(process.env.SEED ?? 20_251_129);
/** Of processor time: the clock would blame a file for what else the machine does. */
const MOST_SECONDS = 5;
/** A new dataset. */
const MAKING: CustomerMaking = {
  ...{ mode: 'NEW', known: [], columns: [], dialect: {}, today: new Date('2026-01-31') },
  signal: new AbortController().signal,
};

const FIELD = join(import.meta.dirname, '../../../../../../../shared/data/field');

/** Seeded: the same files in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

const OWN: readonly string[] = [
  'id,a,b\r\n1,"x, y",2.5\r\n2,"z\r\nw",3\r\n3,,\r\n',
  'id;name;n\nK1;Köln;1,5\nK2;Łódź;2,5\nK3;東京;3,5\n',
  'Report,,\n,,\nid,a,b\n1,2,3\n4,5,6\nTotal,7,9\n',
  '"id,""a"",b"\n"1,""x"",2"\n"2,""y"",3"\n',
  'id||a||b\n1||x||2\n2||y||3\n',
  ' 1 2 3\n 4 5 6\n 7 8 9\n',
  '\ufeffid\ta\n1\t\\"x\\"\n2\ty\n',
];
const SIGNS = [
  ...',;\t|"\'\r\n \\^~#:=()-0aé',
  '\0',
  '\x1e',
  '\x1f',
  '""',
  '\r\n',
  '\ufeff',
  '“',
  '||',
  '\xff',
];

function seeds(): Buffer[] {
  const own = OWN.map((text) => Buffer.from(text));
  // Small files that people brought, where they are at hand.
  const brought = existsSync(FIELD) ? readdirSync(FIELD).filter((name) => name.endsWith('.csv')) : [];
  return [...own, ...brought.map((name) => readFileSync(join(FIELD, name)).subarray(0, 1500))];
}

function mutate(bytes: Buffer, random: (below: number) => number): Buffer {
  let result = bytes;
  for (let changes = 1 + random(6); changes > 0; changes--) {
    const at = random(result.length + 1);
    const length = random(40);
    const sign = SIGNS[random(SIGNS.length)]!;
    const written = sign === '\xff' ? Buffer.from([128 + random(128)]) : Buffer.from(sign);
    const parts = [
      () => [result.subarray(0, at), written, result.subarray(at)],
      () => [result.subarray(0, at), written, result.subarray(at + 1)],
      () => [result.subarray(0, at), result.subarray(at + length)],
      () => [result.subarray(0, at), result.subarray(at - length, at), result.subarray(at)],
      () => [result.subarray(0, at), Buffer.from([random(256)]), result.subarray(at + 1)],
      () => [
        result.subarray(0, at),
        written,
        result.subarray(at, at + length),
        written,
        result.subarray(at + length),
      ],
      () => [result.subarray(at), result.subarray(0, at)],
    ][random(7)]!;
    result = Buffer.concat(parts());
  }
  return result;
}

describe(`${FILES} mutated files`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-fuzz-'));
  const path = join(folder, 'upload');
  const from = seeds();
  beforeAll(() => expect(from.length).toBeGreaterThan(0));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are read with every line accounted for, or refused with a code, and soon', {
    timeout: 900_000 + FILES * 500,
  }, async () => {
    const random = createRandom(SEED);
    const faults: string[] = [];
    let read = 0;
    await new DuckDb('500MB').with(folder, async (connection) => {
      for (let i = 0; i < FILES; i++) {
        const bytes = mutate(from[random(from.length)]!, random);
        const begun = process.cpuUsage();
        try {
          await writeFile(path, bytes);
          const census = new ByteCensus();
          census.resume();
          await pipeline([bytes], census);
          const upload = { ...census.counts(), id: '', fileName: '', createdBy: '', path };
          if (i % TABLED_EVERY === 0) {
            // All of an import but storing it; it counts its lines itself.
            await makeCustomers(connection, upload, folder, MAKING);
          } else {
            const source = await readRows(upload, await openUpload(upload, {}), folder);
            const counts = countLines(source.lines, { customers: source.readRows, repeats: 0, refused: 0 });
            requireBalance(counts, { ...source, tableRows: source.readRows });
          }
          read++;
        } catch (error) {
          const refused = error instanceof AppError && !['INTERNAL', 'BOOKS_UNBALANCED'].includes(error.code);
          if (!refused) faults.push(`file ${i}: ${String(error)} ${bytes.toString('latin1')}`);
        }
        const { user, system } = process.cpuUsage(begun);
        if ((user + system) / 1e6 > MOST_SECONDS) faults.push(`file ${i} took too long`);
      }
    });
    expect(faults).toEqual([]);
    expect(read).toBeGreaterThan(FILES / 2);
  });
});
