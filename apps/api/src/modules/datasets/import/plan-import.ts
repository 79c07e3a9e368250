import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '../../../platform/errors/app-error.js';
import type { SourceUpload } from '../containers/source-upload.js';
import type { ImportPlan } from '../dataset.types.js';
import type { DatasetColumn } from '../dataset-column.entity.js';
import { openStored } from '../detection/inspect-upload.js';
import { matchNames } from '../detection/match-names.js';
import { type CustomerMaking, makeCustomers } from './make-customers.js';

/** The dataset that a file goes into, as far as a plan asks. */
export interface PlannedInto {
  readonly customerCount: number;
  readonly columns: readonly DatasetColumn[];
  /** How many of these ids it has. */
  readonly count: (externalIds: readonly string[]) => Promise<number>;
}

/** Larger texts are not read for a plan. */
const MOST_BYTES = 64 * 1024 ** 2;
const IDS_AT_ONCE = 10_000;
const UNKNOWN = { created: null, updated: null, skipped: null, rejected: null, removed: null };

/** What an import of a file would do, by doing all of it but writing. Parts are null for a large file. */
export async function planImportOf(
  connection: DuckDBConnection,
  source: SourceUpload,
  folder: string,
  making: CustomerMaking,
  into: PlannedInto | null,
): Promise<Omit<ImportPlan, 'sameFileAs'>> {
  let compared = { newColumns: [] as string[], missingColumns: [] as string[] };
  try {
    if (into !== null && making.kind !== 'TRANSACTIONS') {
      compared = compareColumns((await openStored(source, making.dialect)).names, into.columns);
    }
    if (source.bytes > MOST_BYTES) return { ...UNKNOWN, ...compared, obstacle: null };
    const { inspected, made } = await makeCustomers(connection, source, folder, making);
    const skipped = made.lines.repeats;
    const rejected = inspected.source.rejected.length + made.refused.length - skipped;
    const updated = into === null ? 0 : await countKnown(connection, into.count, IN_FILE);
    const removed = into === null ? 0 : await countRemoved(connection, making, into, updated);
    const obstacle = made.rows === 0 ? `0 of ${rejected} rows can be imported; at least 1 must be.` : null;
    return { created: made.rows - updated, updated, skipped, rejected, removed, ...compared, obstacle };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...UNKNOWN, ...compared, obstacle: error.message };
  }
}

/** How the columns of a file differ from those of the dataset. */
function compareColumns(names: readonly string[], known: readonly DatasetColumn[]) {
  const [has, takes] = [new Set(matchNames(names, known).names), new Set(known.map(({ name }) => name))];
  return {
    newColumns: [...has].filter((name) => !takes.has(name)),
    missingColumns: [...takes].filter((name) => !has.has(name)),
  };
}

/** How many customers would be gone. */
async function countRemoved(
  connection: DuckDBConnection,
  { mode, kind }: CustomerMaking,
  into: PlannedInto,
  updated: number,
): Promise<number> {
  if (mode === 'REPLACE') return into.customerCount - updated;
  return kind === 'TRANSACTIONS' ? countKnown(connection, into.count, LEFT_OUT) : 0;
}

const IN_FILE = 'select external_id from customers';
/** Buyers who have no purchase before the day of observation. */
const LEFT_OUT = `select distinct customer from bought where customer not in (${IN_FILE})`;

/** How many of these customers the dataset has. */
async function countKnown(
  connection: DuckDBConnection,
  count: PlannedInto['count'],
  query: string,
): Promise<number> {
  const reader = await connection.runAndReadAll(query);
  const ids = reader.getRowsJS().map(([id]) => id as string);
  let known = 0;
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) known += await count(ids.slice(at, at + IDS_AT_ONCE));
  return known;
}
