import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DuckDb } from '../../../platform/duckdb/duck-db.js';
import { columnAt } from '../detection/sql.js';
import { customerTuples } from './customer-tuples.js';
import { makeCustomers } from './make-customers.js';
import { dateTextSql } from './profile-columns.js';
import { prepareCustomers } from './write-customers.js';

const DATASET = '0197f3a2-1b5c-7d3e-8f40-123456789abc';
const LAYOUT = 3;
const HEADER = 'customer_id,spend,visits,debt,kind,city,since,vip,note,zip';
/** What each of the ten columns has, in turn: figures, words, marks, blanks, letters beyond ASCII, what JSON escapes. */
const VALUES: readonly (readonly string[])[] = [
  ['Ann', 'BOB', 'Zoë', ' Cyd ', 'İda'],
  ['1.50', '-0.00', '17', '', '-3.25', '0.001'],
  ['1', '20', '300', '-0', '4000'],
  ['1,234.50', '007', '(5.00)', '9', '12%'],
  ['gold', 'silver', 'Gold ', 'bronze', ''],
  ['Köln', 'Łódź', 'unknown', 'n/a', 'Paris'],
  ['2024-03-01', '2023-12-31', '', '2022-02-28', '2024-02-29'],
  ['yes', 'no', 'Yes', 'NO', ''],
  ['"says ""hi"""', 'a\\b', '"two, one"', 'tab\there', '日本', 'plain words', 'another one'],
  ['01234', '99999', '00000', '10115', '20095'],
];

/** A file in which every column goes through its own values, at its own pace; every hundredth row has no number where one is due. */
function dirtyFile(rows: number): string {
  const valueAt = (row: number, column: number) => {
    const values = VALUES[column]!;
    return values[(row + (row >> (column + 2))) % values.length]!;
  };
  const lines = Array.from({ length: rows }, (_, row) =>
    VALUES.map((_values, column) => {
      const value = valueAt(row, column);
      // Some ids come back in the next row.
      const person = row % 997 === 6 ? row - 1 : row;
      if (column === 0) return `${valueAt(person, 0)}${person}`;
      if (column === 2 && row % 100 === 99) return 'many';
      return value;
    }).join(','),
  );
  return `${[HEADER, ...lines].join('\n')}\n`;
}

interface Tuple {
  readonly row: number;
  readonly id: string;
  readonly attributes: Record<string, unknown>;
  readonly search: string;
}

function decode(bytes: Buffer, names: readonly string[]): Tuple[] {
  expect(bytes.subarray(0, 11).toString('latin1')).toBe('PGCOPY\n\xff\r\n\0');
  const tuples: Tuple[] = [];
  for (let at = 19; bytes.readInt16BE(at) !== -1; ) {
    expect(bytes.readInt16BE(at)).toBe(6);
    at += 2;
    const values: Buffer[] = [];
    for (let i = 0; i < 6; i++) {
      const length = bytes.readInt32BE(at);
      values.push(bytes.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    const [dataset, row, id, layout, cells, search] = values as [
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      Buffer,
      Buffer,
    ];
    expect(dataset.toString('hex')).toBe(DATASET.replaceAll('-', ''));
    expect(layout.readInt32BE(0)).toBe(LAYOUT);
    const told = cells.toString('utf8').split('\x1f');
    expect(told).toHaveLength(names.length);
    tuples.push({
      row: row.readInt32BE(0),
      id: id.toString(),
      attributes: Object.fromEntries(names.map((name, i) => [name, JSON.parse(told[i]!)])),
      search: search.toString(),
    });
  }
  return tuples;
}

/** The customers of a file as PostgreSQL gets them, and as the snapshot has them. */
async function bothOf(text: string, bytes = text.length) {
  const folder = await mkdtemp(join(tmpdir(), 'tuples-'));
  try {
    const path = join(folder, 'file.csv');
    await writeFile(path, text);
    return await new DuckDb('1GB').with(folder, async (connection) => {
      const { inspected, made } = await makeCustomers(
        connection,
        { id: 'x', path, bytes, isUtf8: true, fileName: 'file.csv', table: null } as never,
        folder,
        {
          ...{ mode: 'NEW', known: [], dialect: {}, today: new Date(0), derive: [] },
          columns: text.includes('visits') ? [{ name: 'visits', type: 'NUMBER', role: 'FEATURE' }] : [],
          signal: new AbortController().signal,
        },
      );
      const customers = await prepareCustomers(connection, folder, DATASET, inspected.source, made);
      const parts: Buffer[] = [];
      for await (const part of customerTuples(customers, LAYOUT)) parts.push(Buffer.from(part));
      const cells = made.columns.map(({ type }, i) =>
        type === 'DATE' ? dateTextSql(columnAt(i), made.withTime.has(i)) : columnAt(i),
      );
      const reader = await connection.runAndReadAll(
        `select __row, external_id, ${cells.join(', ')} from customers order by __row`,
      );
      const stored = reader.getRowsJS().map(([row, id, ...values]) => ({
        row,
        id,
        attributes: Object.fromEntries(
          made.columns.flatMap(({ name, role }, i) => (role === 'CUSTOMER_ID' ? [] : [[name, values[i]]])),
        ),
      }));
      return {
        tuples: decode(
          Buffer.concat(parts),
          customers.attributes.map(({ name }) => name),
        ),
        stored,
        made,
        inspected,
        customers,
      };
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the customers of a file', () => {
  it.each([
    ['held in memory', 'source', 1],
    ['too long for that', 'first_rows', 100_000_000],
  ])('are the same in PostgreSQL and in the snapshot, of one %s', async (_, first, bytes) => {
    const { tuples, stored, made, inspected } = await bothOf(dirtyFile(30_000), bytes);
    expect(inspected.source.first).toBe(first);
    expect(made.refused.filter(({ column }) => column === 'visits').length).toBeGreaterThan(0);
    expect(made.refused.filter(({ isRepeat }) => isRepeat).length).toBeGreaterThan(0);
    expect(tuples).toHaveLength(made.rows);
    const differing = tuples.findIndex(({ row, id, attributes }, i) => {
      const same = stored[i]!;
      return row !== same.row || id !== same.id || !sameValues(attributes, same.attributes);
    });
    expect(differing === -1 ? null : [tuples[differing], stored[differing]]).toBeNull();
  });

  it('are the same of a long file of which no row is left out, whose column file is written as it is converted', async () => {
    const lines = Array.from(
      { length: 25_000 },
      (_, i) => `A${i},${i % 7}.50,${['low', 'high'][i % 2]},2024-01-1${i % 9},yes`,
    );
    const text = `${['id,amount,level,since,left', ...lines].join('\n').replace(/yes$/, 'no')}\n`;
    const { tuples, stored, made } = await bothOf(text, 100_000_000);
    expect(made.columnFile).not.toBeNull();
    expect(tuples).toHaveLength(25_000);
    expect(tuples.map(({ row, id, attributes }) => ({ row, id, attributes }))).toEqual(stored);
  });

  it('are taken from the file where their values stand there in their final form', async () => {
    const { customers, tuples } = await bothOf(
      'id,amount,level,left\nA1,1.50,low,yes\nB2,-2,high,no\nC3,,low,no\n',
    );
    expect(customers.computed).toBeNull();
    expect(tuples.map(({ attributes }) => attributes)).toEqual([
      { amount: 1.5, level: 'low', left: true },
      { amount: -2, level: 'high', left: false },
      { amount: null, level: 'low', left: false },
    ]);
    expect(tuples.map(({ search }) => search)).toEqual(['a1', 'b2', 'c3']);
  });
});

function sameValues(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const names = Object.keys(other);
  return names.length === Object.keys(one).length && names.every((name) => one[name] === other[name]);
}
