import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnType } from '../dataset.enums.js';
import { type ColumnFacts, guessColumn, guessDecimal, TOLERATED_SHARE, textType } from './column-guess.js';
import { type Conversion, convertedSql, dateFormatName } from './conversions.js';
import { columnAt } from './sql.js';
import { type RoleSuggestion, suggestRoles } from './suggest-roles.js';
import type { DateOrder, DecimalSeparator } from './value-kinds.js';

/** A detected column: how its text is converted, and its likely role. */
export interface DetectedColumn extends RoleSuggestion {
  readonly name: string;
  readonly facts: ColumnFacts;
  readonly conversion: Conversion;
}

/** The detected columns of the working table `source`. */
export interface DetectedColumns {
  readonly columns: readonly DetectedColumn[];
  readonly decimal: DecimalSeparator;
  /** The order of the first date column; null if there is none. */
  readonly dateFormat: string | null;
  readonly warnings: readonly string[];
}

/** Overrides for the detection. */
export interface GivenFormats {
  readonly delimiter: string;
  readonly decimal: DecimalSeparator | null;
  readonly order: DateOrder | null;
  /** Types by column name. */
  readonly types?: ReadonlyMap<string, ColumnType>;
}

const SAMPLED_CELLS = 100_000;
/** Columns per query: a query's plan grows faster than its columns. */
const BATCH = 100;

/**
 * Detects the type of each column: guesses from values throughout the file, then tries every value, so that 842
 * ambiguous dates do not outvote the one that is unambiguous.
 */
export async function detectColumns(
  connection: DuckDBConnection,
  names: readonly string[],
  rows: number,
  given: GivenFormats,
): Promise<DetectedColumns> {
  const facts = await readFacts(connection, names, rows);
  const guessed = guessDecimal(facts, given.delimiter);
  const decimal = given.decimal ?? guessed.decimal;
  const warnings: string[] = [];
  if (guessed.ambiguous && given.decimal === null) {
    const meaning = decimal === ',' ? 'just over one' : 'over a thousand';
    warnings.push(`Numbers like "1,234" are read as ${meaning}; set decimalSeparator if that is wrong.`);
  }
  const conversions: Conversion[] = [];
  const failures = new FailureCounter(connection);
  for (const [index, column] of facts.entries()) {
    const type = given.types?.get(column.name);
    conversions.push(await decide(index, column, { decimal, order: given.order }, type, failures, warnings));
  }
  const roles = suggestRoles(facts.map((column, i) => ({ ...column, type: conversions[i]!.type })));
  const columns = facts.map((column, i) => ({
    name: column.name,
    facts: column,
    conversion: conversions[i]!,
    ...roles[i]!,
  }));
  const firstDate = conversions.find((conversion) => conversion.type === 'DATE');
  return { columns, decimal, dateFormat: dateFormatName(firstDate?.order ?? null), warnings };
}

async function readFacts(
  connection: DuckDBConnection,
  names: readonly string[],
  rows: number,
): Promise<ColumnFacts[]> {
  const perColumn = Math.min(5000, Math.max(100, Math.floor(SAMPLED_CELLS / names.length)));
  const step = Math.max(1, Math.floor(rows / perColumn));
  const facts: ColumnFacts[] = [];
  for (let start = 0; start < names.length; start += BATCH) {
    const batch = names.slice(start, start + BATCH);
    const cells = batch.map((_, i) => columnAt(start + i));
    const aggregates = cells
      .map((c) => `count(${c})::int, count(distinct ${c})::int, min(${c}), max(${c})`)
      .join(', ');
    const [counts] = (await connection.runAndReadAll(`select ${aggregates} from source`)).getRowsJS();
    const sampled = await connection.runAndReadAll(
      `select ${cells.join(', ')} from source where rowid % ${step} = 0 limit ${perColumn}`,
    );
    const values = sampled.getColumnsJS() as (string | null)[][];
    batch.forEach((name, i) => {
      const [present, distinct, least, greatest] = counts!.slice(4 * i, 4 * i + 4);
      facts.push({
        name,
        rows,
        present: present as number,
        distinct: distinct as number,
        extremes: [least as string | null, greatest as string | null],
        sample: (values[i] ?? []).filter((value) => value !== null),
      });
    });
  }
  return facts;
}

async function decide(
  index: number,
  facts: ColumnFacts,
  given: { decimal: DecimalSeparator; order: DateOrder | null },
  type: ColumnType | undefined,
  failures: FailureCounter,
  warnings: string[],
): Promise<Conversion> {
  const { decimal } = given;
  const guess = guessColumn(facts, decimal);
  const wanted = type ?? guess.type;
  if (wanted === 'DATE') {
    const order = await decideOrder(index, facts, guess.orders, given, failures, warnings);
    if (order !== null) return { type: 'DATE', decimal, order };
    return type
      ? { type, decimal, order: given.order ?? 'ymd' }
      : { type: textType(facts), decimal, order: null };
  }
  const conversion: Conversion = { type: wanted, decimal, order: null };
  if (type || wanted !== 'NUMBER') return conversion;
  const failed = await failures.of(index, conversion);
  return failed > TOLERATED_SHARE * facts.present
    ? { type: textType(facts), decimal, order: null }
    : conversion;
}

/** The order that fits most of a column's dates; ties go to the given order, then to day first. Null if none fits enough. */
async function decideOrder(
  index: number,
  facts: ColumnFacts,
  orders: readonly DateOrder[],
  given: { decimal: DecimalSeparator; order: DateOrder | null },
  failures: FailureCounter,
  warnings: string[],
): Promise<DateOrder | null> {
  const counted = await Promise.all(
    orders.map(async (order) => ({
      order,
      failed: await failures.of(index, { type: 'DATE', decimal: given.decimal, order }),
    })),
  );
  const read = counted.filter(({ failed }) => failed <= TOLERATED_SHARE * facts.present);
  const wanted = read.find(({ order }) => order === given.order);
  if (wanted) return wanted.order;
  const fewest = Math.min(...read.map(({ failed }) => failed));
  const best = read.filter(({ failed }) => failed === fewest);
  if (best.length > 1) {
    warnings.push(
      `Every date in "${facts.name}" can be read day first or month first; they are read day first. Set dateFormat if that is wrong.`,
    );
  }
  return best[0]?.order ?? null;
}

/** Counts the values that a conversion cannot read. */
class FailureCounter {
  constructor(private readonly connection: DuckDBConnection) {}

  async of(index: number, conversion: Conversion): Promise<number> {
    const cell = columnAt(index);
    const reader = await this.connection.runAndReadAll(
      `select count(*)::int from source where ${cell} is not null and ${convertedSql(cell, conversion)} is null`,
    );
    return reader.getRowsJS()[0]![0] as number;
  }
}
