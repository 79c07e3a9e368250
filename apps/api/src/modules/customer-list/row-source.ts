import type { Parameters } from './parameters.js';

/** Where the customers of a list are looked for. What is found there is checked by all conditions of the list. */
export type RowSource =
  | { readonly kind: 'everywhere' }
  /** Among the first so many of the order, or of those in the order whose bit is set. */
  | { readonly kind: 'first'; readonly count: number; readonly bits?: Uint8Array }
  | { readonly kind: 'few'; readonly rows: readonly number[] }
  /** A bit for each row, the lowest of a byte first. */
  | { readonly kind: 'many'; readonly bits: Uint8Array };

/** Where it is told of each row whether it is among them. */
export type ToldRows = Extract<RowSource, { readonly kind: 'few' | 'many' }>;

/** Rows that are fetched one by one; more are looked for in the order of the list. */
const MOST_FETCHED = 2000;

/** Rows of a list as something to look in. */
export function sourceOf(rows: readonly number[]): ToldRows {
  return rows.length <= MOST_FETCHED ? { kind: 'few', rows } : { kind: 'many', bits: bitsOf(rows) };
}

/** Rows of a list that are in both, which are told by rows or bits. */
export function bothOf(one: ToldRows, other: ToldRows): ToldRows {
  if (one.kind === 'few') return { kind: 'few', rows: one.rows.filter(isInOf(other)) };
  if (other.kind === 'few') return bothOf(other, one);
  return sourceOf(rowsOf(one.bits.map((byte, i) => byte & (other.bits[i] ?? 0))));
}

function isInOf(told: ToldRows): (row: number) => boolean {
  if (told.kind === 'many') return (row) => ((told.bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  const rows = new Set(told.rows);
  return (row) => rows.has(row);
}

function rowsOf(bits: Uint8Array): number[] {
  const rows: number[] = [];
  for (const [at, byte] of bits.entries())
    for (let bit = 0; byte >> bit > 0; bit++) if ((byte >> bit) & 1) rows.push(8 * at + bit);
  return rows;
}

function bitsOf(rows: readonly number[]): Uint8Array {
  const last = rows.reduce((most, row) => Math.max(most, row), 0);
  const bits = Buffer.alloc((last >> 3) + 1);
  for (const row of rows) bits[row >> 3]! |= 1 << (row & 7);
  return bits;
}

/** SQL for whether a row is among many; true of any other source. */
export function isAmongSql(cell: string, source: RowSource, parameters: Parameters): string {
  if (source.kind === 'few') return `${cell} = any(${parameters.add(source.rows)}::int[])`;
  if (source.kind === 'everywhere' || source.bits === undefined) return 'true';
  const bits = parameters.add(source.bits);
  return `case when ${cell} < ${8 * source.bits.length} then get_bit(${bits}::bytea, ${cell}) = 1 else false end`;
}
