import type { Parameters } from './parameters.js';

/** Where the customers of a list are looked for. What is found there is checked by all conditions of the list. */
export type RowSource =
  | { readonly kind: 'everywhere' }
  /** Among the first so many of the order. */
  | { readonly kind: 'first'; readonly count: number }
  | { readonly kind: 'few'; readonly rows: readonly number[] }
  /** A bit for each row, the lowest of a byte first. */
  | { readonly kind: 'many'; readonly bits: Uint8Array };

/** Rows that are fetched one by one; more are looked for in the order of the list. */
const MOST_FETCHED = 2000;

/** Rows of a list as something to look in. */
export function sourceOf(rows: readonly number[]): RowSource {
  return rows.length <= MOST_FETCHED ? { kind: 'few', rows } : { kind: 'many', bits: bitsOf(rows) };
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
  if (source.kind !== 'many') return 'true';
  const bits = parameters.add(source.bits);
  return `case when ${cell} < ${8 * source.bits.length} then get_bit(${bits}::bytea, ${cell}) = 1 else false end`;
}
