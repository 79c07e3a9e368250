import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '../../../platform/errors/app-error.js';
import type { DatasetColumn } from '../dataset-column.entity.js';
import { columnAt } from '../detection/sql.js';
import type { PlannedColumn, StoredColumn } from '../import/import-plan.js';
import { RULES } from './derived-rules.js';
import { type DerivedOffer, offerColumns } from './offer-columns.js';

/**
 * Adds the columns to compute to the working table `customers`: those asked for of a new dataset, those that a dataset had
 * computed before of one that it has. Returns them in order.
 * @throws AppError UNKNOWN_COLUMN for one that cannot be computed
 */
export async function deriveColumns(
  connection: DuckDBConnection,
  planned: readonly PlannedColumn[],
  asked: readonly string[] | null | undefined,
  known: readonly DatasetColumn[],
  today: Date,
): Promise<StoredColumn[]> {
  const wanted = wantedColumns(planned, asked, known);
  if (wanted.length === 0) return [];
  await ownTable(connection);
  const { asOf, dayColumn, daySql } = await dayOf(connection, planned, today);
  const cellOf = (name: string) => columnAt(planned.findIndex((column) => column.name === name));
  for (const [i, { sources, rule }] of wanted.entries()) {
    const cell = columnAt(planned.length + i);
    await connection.run(`alter table customers add column ${cell} double`);
    await connection.run(`update customers set ${cell} = ${RULES[rule].sql(sources.map(cellOf), daySql)}`);
  }
  return wanted.map(({ name, rule, sources }) => ({
    ...{ name, type: 'NUMBER', role: known.find((column) => column.name === name)?.role ?? 'FEATURE' },
    reading: {
      ...{ type: 'NUMBER', decimal: '.', order: null, derived: true },
      from: { rule, sources: [...sources], asOf, dayColumn },
    },
  }));
}

/** Columns are added to a table, and `customers` may be a view of one. */
async function ownTable(connection: DuckDBConnection): Promise<void> {
  const views = await connection.runAndReadAll("select 1 from duckdb_views() where view_name = 'customers'");
  if (views.currentRowCount === 0) return;
  await connection.run('create temp table own_customers as from customers');
  await connection.run('drop view customers');
  await connection.run('alter table own_customers rename to customers');
}

type Wanted = Pick<DerivedOffer, 'name' | 'rule' | 'sources'>;

/** What is computed, by name. @throws AppError UNKNOWN_COLUMN */
function wantedColumns(
  planned: readonly PlannedColumn[],
  asked: readonly string[] | null | undefined,
  known: readonly DatasetColumn[],
): Wanted[] {
  const offers = offerColumns(planned);
  if (known.length > 0) return knownColumns(planned, offers, known);
  requireDerivable(planned, asked);
  return offers.filter(({ name, suggested }) => asked?.includes(name) ?? suggested);
}

/** What the dataset had computed before, where the file has all of its sources and not the column itself. */
function knownColumns(
  planned: readonly PlannedColumn[],
  offers: readonly DerivedOffer[],
  known: readonly DatasetColumn[],
): Wanted[] {
  const has = new Set(planned.map(({ name }) => name));
  return known.flatMap(({ name, reading }) => {
    if (!reading?.derived || has.has(name)) return [];
    const wanted = reading.from ? { name, ...reading.from } : offers.find((offer) => offer.name === name);
    return wanted?.sources.every((source) => has.has(source)) ? [wanted] : [];
  });
}

/** @throws AppError UNKNOWN_COLUMN for a column that cannot be computed from those of a file */
export function requireDerivable(
  planned: readonly PlannedColumn[],
  asked: readonly string[] | null | undefined,
): void {
  if (!asked || asked.length === 0) return;
  const offers = offerColumns(planned);
  asked.forEach((name, index) => {
    if (offers.some((offer) => offer.name === name)) return;
    const list = offers.map((offer) => `"${offer.name}"`).join(', ') || 'none';
    throw new AppError(
      'UNKNOWN_COLUMN',
      `"${name}" cannot be derived from the file; what can be is ${list}.`,
      {
        field: ['derive', String(index)],
      },
    );
  });
}

/** The day on which a row is true: its day of observation, else the last day in the file, else today. */
async function dayOf(connection: DuckDBConnection, planned: readonly PlannedColumn[], today: Date) {
  const at = planned.findIndex(({ role, type }) => role === 'OBSERVATION_DATE' && type === 'DATE');
  const dates = planned.flatMap(({ type }, i) => (type === 'DATE' ? [`max(${columnAt(i)})::date`] : []));
  const latest = dates.length === 0 ? 'null' : `greatest(${dates.join(', ')})`;
  const now = `date '${today.toISOString().slice(0, 10)}'`;
  const reader = await connection.runAndReadAll(
    `select coalesce(least(${latest}, ${now}), ${now})::varchar from customers`,
  );
  const asOf = reader.getRowsJS()[0]![0] as string;
  const last = `date '${asOf}'`;
  return {
    asOf,
    dayColumn: planned[at]?.name ?? null,
    daySql: at === -1 ? last : `coalesce(${columnAt(at)}::date, ${last})`,
  };
}
