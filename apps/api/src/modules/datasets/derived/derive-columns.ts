import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '../../../platform/errors/app-error.js';
import type { DatasetColumn } from '../dataset-column.entity.js';
import { columnAt } from '../detection/sql.js';
import type { PlannedColumn, StoredColumn } from '../import/import-plan.js';
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
  const wanted = wantedOffers(planned, asked, known);
  if (wanted.length === 0) return [];
  const day = await dayOf(connection, planned, today);
  const cellOf = (name: string) => columnAt(planned.findIndex((column) => column.name === name));
  for (const [i, { sources, sql }] of wanted.entries()) {
    const cell = columnAt(planned.length + i);
    await connection.run(`alter table customers add column ${cell} double`);
    await connection.run(`update customers set ${cell} = ${sql(sources.map(cellOf), day)}`);
  }
  return wanted.map(({ name }) => ({
    ...{ name, type: 'NUMBER', role: known.find((column) => column.name === name)?.role ?? 'FEATURE' },
    reading: { type: 'NUMBER', decimal: '.', order: null, derived: true },
  }));
}

/** What is computed, by name. @throws AppError UNKNOWN_COLUMN */
function wantedOffers(
  planned: readonly PlannedColumn[],
  asked: readonly string[] | null | undefined,
  known: readonly DatasetColumn[],
): DerivedOffer[] {
  const offers = offerColumns(planned);
  if (known.length > 0) {
    const before = new Set(known.flatMap(({ name, reading }) => (reading?.derived ? [name] : [])));
    return offers.filter(({ name }) => before.has(name));
  }
  requireDerivable(planned, asked);
  return offers.filter(({ name, suggested }) => asked?.includes(name) ?? suggested);
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

/** The day on which a row is true: its day of observation, else the last day in the file but those of birth, else today. */
async function dayOf(
  connection: DuckDBConnection,
  planned: readonly PlannedColumn[],
  today: Date,
): Promise<string> {
  const at = planned.findIndex(({ role, type }) => role === 'OBSERVATION_DATE' && type === 'DATE');
  const dates = planned.flatMap(({ type }, i) => (type === 'DATE' ? [`max(${columnAt(i)})::date`] : []));
  const latest = dates.length === 0 ? 'null' : `greatest(${dates.join(', ')})`;
  const now = `date '${today.toISOString().slice(0, 10)}'`;
  const reader = await connection.runAndReadAll(
    `select coalesce(least(${latest}, ${now}), ${now})::varchar from customers`,
  );
  const last = `date '${reader.getRowsJS()[0]![0]}'`;
  return at === -1 ? last : `coalesce(${columnAt(at)}::date, ${last})`;
}
