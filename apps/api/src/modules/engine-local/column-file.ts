import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { FeatureColumn, FeatureTable } from '@holdfast/ml-core';
import { boundedDateSql, boundedNumberSql } from '../../platform/value-bounds.js';
import type { FeatureColumnSpec, SnapshotRef } from '../engine/index.js';

/** Some rows of a file in memory, with the number of each. */
export interface FileRows {
  readonly table: FeatureTable;
  /** `rowNumbers[i]` is the `__row` of the table's row i; ascending. */
  readonly rowNumbers: Int32Array;
}

/** Part of a column as it is read: what stands at a place of it. */
interface Cells {
  getItem(place: number): unknown;
}

/** What DuckDB needs to read a file, whatever its size. */
const LEAST_MEMORY = 128 * 1024 ** 2;

/**
 * Columns of a snapshot, to be read as typed arrays in the order of `__row`, all rows or a part at a time: dates as days
 * since 1970-01-01 (with the time of day as a fraction), booleans as 0 and 1, what is missing or out of range as NaN,
 * categories as codes whose levels stand in the order of their frequency. Keeps 4 bytes a row; what is read takes 8 bytes a
 * number and 4 a category, besides some pages of the file.
 */
export class ColumnFile {
  private constructor(
    private readonly database: DuckDBInstance,
    private readonly file: string,
    private readonly columns: readonly FeatureColumnSpec[],
    private readonly levels: readonly string[][],
    /** The `__row` of every row; ascending. */
    readonly rowNumbers: Int32Array,
    /** Whether the file has its rows in that order. */
    private readonly isOrdered: boolean,
  ) {}

  /** Opens a snapshot's file. @param memory what counting levels may take, in bytes; the rest goes to disk. @throws what DuckDB says of a file or a column that is not there */
  static async open(
    snapshot: Pick<SnapshotRef, 'uri'>,
    columns: readonly FeatureColumnSpec[],
    memory = Number.POSITIVE_INFINITY,
  ): Promise<ColumnFile> {
    const path = fileURLToPath(snapshot.uri);
    // What does not fit into memory goes beside the file, not into whatever folder the process was started in.
    const options = {
      ...{ threads: '1', temp_directory: dirname(path) },
      ...(Number.isFinite(memory) && { memory_limit: `${Math.max(LEAST_MEMORY, Math.ceil(memory))}B` }),
    };
    const database = await DuckDBInstance.create(':memory:', options);
    const connection = await database.connect();
    try {
      const file = `read_parquet(${text(path)})`;
      const levels = await readLevels(connection, file, columns);
      const rowNumbers = await readRowNumbers(connection, file);
      const isOrdered = rowNumbers.every((row, i) => i === 0 || rowNumbers[i - 1]! < row);
      return new ColumnFile(
        database,
        file,
        columns,
        levels,
        isOrdered ? rowNumbers : rowNumbers.sort(),
        isOrdered,
      );
    } catch (error) {
      database.closeSync();
      throw error;
    } finally {
      connection.closeSync();
    }
  }

  get rows(): number {
    return this.rowNumbers.length;
  }

  /** All rows, some of them at a time. @param columns by their places. Default: all */
  async *parts(
    size: number,
    columns: readonly number[] = [...this.columns.keys()],
  ): AsyncGenerator<FileRows> {
    let [from, filled, cells] = [0, 0, this.#room(size, columns)];
    for await (const { vectors, rows } of this.#read(columns)) {
      for (let at = 0; at < rows; ) {
        const count = Math.min(rows - at, size - filled);
        copy(vectors, { length: count, placeOf: (i) => at + i }, cells, filled);
        at += count;
        filled += count;
        if (filled < size) continue;
        yield this.#rowsOf(columns, cells, this.rowNumbers.subarray(from, from + filled));
        from += filled;
        [filled, cells] = [0, this.#room(size, columns)];
      }
    }
    if (filled === 0) return;
    const rest = cells.map((column) => column.subarray(0, filled));
    yield this.#rowsOf(columns, rest, this.rowNumbers.subarray(from));
  }

  /** The rows at some positions, 0 for the first; these ascend. */
  async take(positions: Int32Array): Promise<FileRows> {
    const columns = [...this.columns.keys()];
    const cells = this.#room(positions.length, columns);
    let [from, taken] = [0, 0];
    for await (const { vectors, rows } of this.#read(columns)) {
      const first = taken;
      while (taken < positions.length && positions[taken]! < from + rows) taken++;
      const offset = from;
      copy(vectors, { length: taken - first, placeOf: (i) => positions[first + i]! - offset }, cells, first);
      from += rows;
    }
    const rowNumbers = Int32Array.from(positions, (position) => this.rowNumbers[position]!);
    return this.#rowsOf(columns, cells, rowNumbers);
  }

  /** All rows. */
  all(): Promise<FileRows> {
    return this.take(Int32Array.from(this.rowNumbers.keys()));
  }

  /** The greatest number of each column that is none of levels, in one row. */
  async greatest(): Promise<FeatureTable> {
    const numbers = [...this.columns.keys()].filter((j) => this.columns[j]!.type !== 'CATEGORY');
    const connection = await this.database.connect();
    try {
      const cells = numbers.map((j) => `coalesce(max(nullif(${this.#cell(j)}, 'nan')), 'nan')`);
      const found = await connection.runAndReadAll(`SELECT ${['1', ...cells].join(', ')} FROM ${this.file}`);
      const [, ...values] = found.getRows()[0] as number[];
      const columns = numbers.map((j, i) => toColumn(this.columns[j]!, Float64Array.of(values[i]!), []));
      return { rows: 1, columns };
    } finally {
      connection.closeSync();
    }
  }

  close(): void {
    this.database.closeSync();
  }

  async *#read(columns: readonly number[]) {
    // Each on its own: a second question would end the answer to the first.
    const connection = await this.database.connect();
    try {
      const cells = ['1::DOUBLE', ...columns.map((j) => this.#cell(j))].join(', ');
      const order = this.isOrdered ? '' : 'ORDER BY __row';
      const result = await connection.stream(`SELECT ${cells} FROM ${this.file} ${order}`);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        const vectors: Cells[] = columns.map((_, j) => chunk.getColumnVector(j + 1));
        yield { vectors, rows: chunk.rowCount };
      }
    } finally {
      connection.closeSync();
    }
  }

  #cell(j: number): string {
    return asDouble(this.columns[j]!, j, this.levels[j]!);
  }

  #room(rows: number, columns: readonly number[]): (Float64Array | Int32Array)[] {
    return columns.map((j) =>
      this.columns[j]!.type === 'CATEGORY' ? new Int32Array(rows) : new Float64Array(rows),
    );
  }

  #rowsOf(
    columns: readonly number[],
    cells: (Float64Array | Int32Array)[],
    rowNumbers: Int32Array,
  ): FileRows {
    const read = columns.map((j, i) => toColumn(this.columns[j]!, cells[i]!, this.levels[j]!));
    return { table: { rows: rowNumbers.length, columns: read }, rowNumbers };
  }
}

function copy(
  vectors: readonly Cells[],
  from: { readonly length: number; placeOf(i: number): number },
  to: readonly (Float64Array | Int32Array)[],
  at: number,
): void {
  for (let j = 0; j < to.length; j++) {
    const [vector, column] = [vectors[j]!, to[j]!];
    for (let i = 0; i < from.length; i++) column[at + i] = vector.getItem(from.placeOf(i)) as number;
  }
}

function toColumn(
  { name, type }: FeatureColumnSpec,
  cells: Float64Array | Int32Array,
  levels: string[],
): FeatureColumn {
  if (cells instanceof Int32Array) return { kind: 'categorical', name, codes: cells, levels };
  return { kind: 'numeric', name, values: cells, ...(type === 'DATE' && { isDate: true }) };
}

async function readRowNumbers(connection: DuckDBConnection, file: string): Promise<Int32Array> {
  const counted = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${file}`);
  const rowNumbers = new Int32Array(counted.getRows()[0]![0] as number);
  const result = await connection.stream(`SELECT __row::DOUBLE FROM ${file}`);
  for (let at = 0; at < rowNumbers.length; ) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    copy([chunk.getColumnVector(0)], { length: chunk.rowCount, placeOf: (i) => i }, [rowNumbers], at);
    at += chunk.rowCount;
  }
  return rowNumbers;
}

/** The levels of each category, most frequent first; each becomes an enum type so that the file yields codes. */
async function readLevels(
  connection: DuckDBConnection,
  file: string,
  columns: readonly FeatureColumnSpec[],
): Promise<string[][]> {
  const levels: string[][] = [];
  for (const [i, column] of columns.entries()) {
    if (column.type !== 'CATEGORY') {
      levels.push([]);
      continue;
    }
    const value = `${identifier(column.name)}::VARCHAR`;
    const reader = await connection.runAndReadAll(
      `SELECT ${value} FROM ${file} WHERE ${value} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1`,
    );
    const found = reader.getRows().map((row) => row[0] as string);
    if (found.length > 0) {
      await connection.run(`CREATE TYPE levels_${i} AS ENUM (${found.map(text).join(', ')})`);
    }
    levels.push(found);
  }
  return levels;
}

function asDouble(column: FeatureColumnSpec, i: number, levels: readonly string[]): string {
  const name = identifier(column.name);
  switch (column.type) {
    case 'NUMBER':
      return `coalesce(${boundedNumberSql(`${name}::DOUBLE`)}, 'nan')`;
    case 'BOOLEAN':
      return `coalesce(${name}::BOOLEAN::INTEGER::DOUBLE, 'nan')`;
    case 'DATE':
      return `coalesce(epoch(${boundedDateSql(`${name}::TIMESTAMP`)}) / 86400, 'nan')`;
    case 'CATEGORY':
      if (levels.length === 0) return '-1::DOUBLE';
      return `CASE WHEN ${name} IS NULL THEN -1 ELSE enum_code(${name}::VARCHAR::levels_${i}) END::DOUBLE`;
  }
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
