import type { CallContext } from '../../platform/call/call-context.js';
import type { SnapshotRows } from '../datasets/index.js';
import { columnFileSql, type ReadCondition, readCondition } from './attribute-condition.js';
import type { ListScope } from './customer-conditions.js';

/** Customers from whom on it is asked who may be listed: below, PostgreSQL has gone through all of them as soon. */
export const FEWEST_CUSTOMERS = 20_000;

/** The rows of customers who may meet the conditions of a list. */
export interface Candidates {
  readonly rows: readonly number[];
  /** Whether they are all who meet its conditions on attributes, and nobody else. */
  readonly exact: boolean;
}

/** How to look for the customers of a list by the column file: null if it has no condition that the file could tell. */
export function candidatesOf(
  call: CallContext,
  scope: ListScope,
  files: SnapshotRows,
): (() => Promise<Candidates | null>) | null {
  const { datasetId, datasetSize = 0, columns } = scope;
  if (datasetSize < FEWEST_CUSTOMERS) return null;
  const conditions = conditionsOf(scope);
  // DuckDB tells no names apart by case.
  const names = new Set(['__row', ...columns.map(({ name }) => name.toLowerCase())]);
  if (conditions.length === 0 || names.size <= columns.length) return null;
  return async () => {
    const condition = conditions.map((one) => `(${columnFileSql(one)})`).join(' and ');
    const found = await files.candidates(datasetId, condition, call.signal);
    if (found === null) return null;
    const isLiteral = conditions.every(({ operator }) => operator !== 'CONTAINS');
    return { rows: found.rows, exact: found.current && isLiteral };
  };
}

/** All conditions that every customer of the list meets; those of alternatives are not. */
function conditionsOf({ filter, columns }: ListScope): ReadCondition[] {
  const own = (filter.where ?? []).map((condition, i) =>
    readCondition(condition, columns, ['filter', 'where', String(i)]),
  );
  const kept = (filter.audience?.where ?? []).map((condition, i) =>
    readCondition(condition, columns, ['filter', 'audienceId', 'where', String(i)]),
  );
  return [...own, ...kept];
}
