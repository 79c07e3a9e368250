import { MAX_CATEGORY_LENGTH, MAX_CUSTOMER_ID_LENGTH } from '@holdfast/schema';
import { isPlainNumber, plainNumberSql } from '../detection/plain-numbers.js';
import { columnAt } from '../detection/sql.js';
import { failsSql } from '../detection/try-readings.js';
import type { ColumnTraits } from '../reading/column-traits.js';
import { boundedValueSql, rawValueSql, type ValueReading } from '../values/value-reading.js';
import type { PlannedColumn } from './import-plan.js';

/** Columns converted by one statement: DuckDB keeps memory for each step of each of them, whatever the number of rows. */
export const CONVERTED_AT_ONCE = 40;

/** DuckDB's SQL for a conversion of rows. */
export interface ConversionSql {
  /** Rows with the value of each column, as t0, t1, …, and `place`, the number of the row in its file. */
  readonly from: string;
  /** The first column for whose sake a row is left out; NULL for a row that is taken. */
  readonly badColumn: string;
}

/** Converts some of the columns of a table of texts, by what is known of those. Rows without a value in a `required` column are left out. */
export function conversionSql(
  columns: readonly PlannedColumn[],
  indexes: readonly number[],
  {
    source = 'source',
    required = new Set(),
    traits,
  }: {
    readonly source?: string;
    readonly required?: ReadonlySet<number>;
    readonly traits?: ColumnTraits | undefined;
  },
): ConversionSql {
  const readingOf = (i: number) => columns[i]!.reading;
  const isPlain = (i: number) => isPlainNumber(i, readingOf(i), traits);
  const raw = indexes.map(
    (i) =>
      `${columnAt(i)} as s${i}, ${isPlain(i) ? plainNumberSql(columnAt(i)) : rawValueSql(columnAt(i), unwordy(i, readingOf(i), traits))} as r${i}`,
  );
  const cells = indexes.map(
    (i) => `s${i}, ${isPlain(i) ? `r${i}` : boundedValueSql(`r${i}`, readingOf(i))} as t${i}`,
  );
  const bad = indexes.flatMap((i) => {
    const { role, type } = columns[i]!;
    if (role === 'CUSTOMER_ID') {
      return [`when s${i} is null or length(s${i}) > ${MAX_CUSTOMER_ID_LENGTH} then ${i}`];
    }
    if (type === 'TEXT') return [];
    if (type === 'CATEGORY') return [`when length(s${i}) > ${MAX_CATEGORY_LENGTH} then ${i}`];
    if (isPlain(i) && !required.has(i)) return [];
    const fails = required.has(i) ? `t${i} is null` : failsSql(`s${i}`, `t${i}`, readingOf(i));
    return [`when ${fails} then ${i}`];
  });
  return {
    from: `(select place, ${cells.join(', ')} from (select rowid as place, ${raw.join(', ')} from ${source}))`,
    badColumn: bad.length === 0 ? 'null::integer' : `case ${bad.join(' ')} end`,
  };
}

/** A reading that looks for words for no value only where there may be one. */
function unwordy(i: number, reading: ValueReading, traits?: ColumnTraits): ValueReading {
  const { wordsAreMissing, ...rest } = reading;
  return wordsAreMissing && traits?.wordy.has(i) === false ? rest : reading;
}
