import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { FeatureColumn, FeatureTable } from '@holdfast/ml-core';
import { boundedDateSql, boundedNumberSql } from '../../platform/value-bounds.js';
import type { FeatureColumnSpec, SnapshotRef } from '../engine/index.js';

/** A snapshot's columns in memory, with the number of each row. */
export interface SnapshotTable {
  readonly table: FeatureTable;
  /** `rowNumbers[i]` is the `__row` of the table's row i; ascending. */
  readonly rowNumbers: Int32Array;
}

/**
 * Reads columns of a snapshot as typed arrays, in the order of `__row`: dates as days since 1970-01-01 (with the
 * time of day as a fraction), booleans as 0 and 1, what is missing or out of range as NaN, categories as codes whose
 * levels stand in the order of their frequency. Needs 8 bytes a number and 4 a category, besides the file's pages.
 */
export async function readFeatureTable(
  snapshot: Pick<SnapshotRef, 'uri'>,
  columns: readonly FeatureColumnSpec[],
): Promise<SnapshotTable> {
  const path = fileURLToPath(snapshot.uri);
  // What does not fit into memory goes beside the file, not into whatever folder the process was started in.
  const options = { threads: '1', temp_directory: dirname(path) };
  const database = await DuckDBInstance.create(':memory:', options);
  const connection = await database.connect();
  try {
    const file = `read_parquet(${text(path)})`;
    const levels = await readLevels(connection, file, columns);
    const rows = await countRows(connection, file);
    const rowNumbers = new Int32Array(rows);
    const cells = columns.map((column) =>
      column.type === 'CATEGORY' ? new Int32Array(rows) : new Float64Array(rows),
    );
    const selected = ['__row::DOUBLE', ...columns.map((column, i) => asDouble(column, i, levels[i]!))];
    const result = await connection.stream(`SELECT ${selected.join(', ')} FROM ${file} ORDER BY __row`);
    await fillColumns(result, [rowNumbers, ...cells]);
    return {
      table: { rows, columns: columns.map((spec, i) => toColumn(spec, cells[i]!, levels[i]!)) },
      rowNumbers,
    };
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

function toColumn(
  spec: FeatureColumnSpec,
  cells: Float64Array | Int32Array,
  levels: string[],
): FeatureColumn {
  const { name, type } = spec;
  if (cells instanceof Int32Array) return { kind: 'categorical', name, codes: cells, levels };
  return { kind: 'numeric', name, values: cells, ...(type === 'DATE' && { isDate: true }) };
}

async function countRows(connection: DuckDBConnection, file: string): Promise<number> {
  const reader = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM ${file}`);
  return reader.getRows()[0]![0] as number;
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

async function fillColumns(
  result: Awaited<ReturnType<DuckDBConnection['stream']>>,
  columns: (Float64Array | Int32Array)[],
): Promise<void> {
  let offset = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j]!;
      const vector = chunk.getColumnVector(j);
      for (let i = 0; i < chunk.rowCount; i++) column[offset + i] = vector.getItem(i) as number;
    }
    offset += chunk.rowCount;
  }
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
