import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Asked } from '../test/headline-figures.js';

/** Numbers count as levels up to so many of them. */
const FEW_NUMBERS = 10;
/** The share of the customers whose number is near enough to count as alike. */
const NEAR = 0.05;

/** How many of the customers alike are there, and the share of them, and of all others, to whom it happened. */
export interface Alike {
  readonly customers: number;
  readonly rate: number;
  readonly rateOfOthers: number;
}

interface Cells {
  readonly isNumber: boolean;
  readonly texts: readonly string[];
  /** NaN of what is not known. */
  readonly numbers: Float64Array;
  readonly distinct: number;
}

/**
 * All customers of a dataset as the export has them, and what became of those with a value like this one: the same level, or
 * the twentieth of them whose numbers are nearest (with all of those that are equally near). It knows nothing of how the model
 * divides numbers.
 */
export class CustomersAlike {
  readonly #known = new Map<string, Alike>();

  private constructor(
    private readonly cells: ReadonlyMap<string, Cells>,
    private readonly happened: Uint8Array,
  ) {}

  static async read(asked: Asked, datasetId: string): Promise<CustomersAlike> {
    const { dataset } = await asked.query<{ dataset: { columns: { name: string; type: string }[] } }>(
      'query ($id: ID!) { dataset(id: $id) { columns { name type } } }',
      { id: datasetId },
    );
    const response = await fetch(`${asked.url}/datasets/${datasetId}/customers.csv`, {
      headers: { authorization: `Bearer ${asked.adminKey}` },
    });
    const columns = await readCsv(await response.text());
    const cells = dataset.columns.flatMap(({ name, type }) => {
      const texts = columns.get(name)?.map((text) => text ?? '');
      return texts === undefined ? [] : [[name, cellsOf(texts, type)] as const];
    });
    return new CustomersAlike(
      new Map(cells),
      Uint8Array.from(columns.get('has_left')!, (left) => Number(left === 'true')),
    );
  }

  to(column: string, value: unknown): Alike {
    const key = JSON.stringify([column, value]);
    const known = this.#known.get(key) ?? this.#compare(this.#rowsLike(this.cells.get(column)!, value));
    this.#known.set(key, known);
    return known;
  }

  #rowsLike({ isNumber, texts, numbers, distinct }: Cells, value: unknown): number[] {
    const rows = [...texts.keys()];
    if (!isNumber) return rows.filter((row) => texts[row] === String(value));
    const wanted = numberOf(String(value));
    const known = rows.filter((row) => !Number.isNaN(numbers[row]!));
    const distance = (row: number) => Math.abs(numbers[row]! - wanted);
    if (distinct <= FEW_NUMBERS) return known.filter((row) => distance(row) === 0);
    known.sort((a, b) => distance(a) - distance(b));
    const farthest = distance(known[Math.floor(NEAR * known.length)]!);
    return known.filter((row) => distance(row) <= farthest);
  }

  #compare(rows: readonly number[]): Alike {
    const sum = rows.reduce((total, row) => total + this.happened[row]!, 0);
    const all = this.happened.reduce((total, one) => total + one, 0);
    return {
      customers: rows.length,
      rate: sum / rows.length,
      rateOfOthers: (all - sum) / (this.happened.length - rows.length),
    };
  }
}

function cellsOf(texts: readonly string[], type: string): Cells {
  const isNumber = type === 'NUMBER' || type === 'DATE';
  const numbers = Float64Array.from(texts, (text) => (isNumber ? numberOf(text) : Number.NaN));
  return { isNumber, texts, numbers, distinct: new Set(numbers).size };
}

function numberOf(text: string): number {
  if (text === '') return Number.NaN;
  return /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number(text);
}

async function readCsv(text: string): Promise<Map<string, (string | null)[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-alike-'));
  const file = join(folder, 'customers.csv');
  writeFileSync(file, text);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const read = await connection.runAndReadAll(
      `select * from read_csv('${file}', header = true, all_varchar = true)`,
    );
    const columns = read.getColumns() as (string | null)[][];
    return new Map(read.columnNames().map((name, i) => [name, columns[i]!]));
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }
}
