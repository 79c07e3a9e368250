import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { TransactionSettings } from '../dataset.types.js';
import { sqlText } from '../detection/sql.js';

/** The customers of a month, by their first purchase in the file, and how they bought from then on. */
export interface CohortCounts {
  /** The first day of the month, an ISO date. */
  readonly month: string;
  readonly customers: number;
  /** How many of them bought in that month and in each that followed, to the end of the file. */
  readonly active: readonly number[];
  /** What they bought in each was worth, returns apart; null where no amount says so. */
  readonly value: readonly number[] | null;
}

/** What is kept of purchases besides the roll-up. */
export interface WrittenHistories {
  /** Path of the CSV with a row a customer; `HISTORY_COLUMNS` are its columns. */
  readonly file: string;
  readonly observationDate: string;
  /** The last day of the file. */
  readonly lastDay: string;
  readonly isMoney: boolean;
  /** What was returned, as a share of what was bought. */
  readonly returnedShare: number;
  readonly cohorts: readonly CohortCounts[];
}

/** The columns of the written file, in order. */
export const HISTORY_COLUMNS = [
  'external_id',
  'repeats',
  'last_repeat',
  'age',
  'repeat_value',
  'all_repeats',
  'all_last_repeat',
  'all_age',
  'all_repeat_value',
  'net_value',
] as const;

/** So many months and months after them are kept; the newest. */
export const MOST_COHORTS = 24;

/**
 * Writes the history of each customer of the working tables `customers` and `bought` as a CSV. Purchases of one day are one; the first
 * is no repeat. Ages end the day before the day of observation, and on the last day of the file.
 */
export async function writeHistories(
  connection: DuckDBConnection,
  folder: string,
  { observationDate, amountColumn }: TransactionSettings,
): Promise<WrittenHistories> {
  const file = join(folder, 'histories.csv');
  const day = `date ${sqlText(observationDate)}`;
  const before = `day < ${day} and day > first_day`;
  const value = (condition: string) => `round(coalesce(sum(value) filter (where ${condition}), 0), 9)`;
  await connection.run(
    `copy (
      with days as (select customer, day, sum(worth) as value from bought where not is_return group by all),
      firsts as (select customer, min(day) as first_day from days group by customer),
      net as (select customer, round(sum(case when is_return then -worth else worth end), 9) as net_value from bought group by customer),
      ends as (select max(day) as last_day from bought)
      select c.external_id, count(*) filter (${before}), coalesce(max(day) filter (${before}) - any_value(first_day), 0),
        ${day} - 1 - any_value(first_day), ${value(before)}, count(*) filter (day > first_day),
        max(day) - any_value(first_day), any_value(last_day) - any_value(first_day), ${value('day > first_day')},
        any_value(net_value)
      from customers c join days d on d.customer = c.external_id join firsts using (customer) join net using (customer), ends
      group by c.external_id
    ) to ${sqlText(file)} (format csv, header false)`,
  );
  const summed = await connection.runAndReadAll(
    `select max(day)::varchar, coalesce(sum(worth) filter (is_return) / nullif(sum(worth) filter (not is_return), 0), 0) from bought`,
  );
  const [lastDay, returned] = summed.getRowsJS()[0] as [string, number];
  const isMoney = amountColumn !== null;
  return {
    ...{ file, observationDate, lastDay, isMoney },
    returnedShare: Math.min(1, returned),
    cohorts: await countCohorts(connection, isMoney),
  };
}

async function countCohorts(connection: DuckDBConnection, isMoney: boolean): Promise<CohortCounts[]> {
  const reader = await connection.runAndReadAll(
    `with months as (
      select customer, date_trunc('month', day)::date as month, sum(worth) as value from bought where not is_return group by all
    ), started as (
      select *, min(month) over (partition by customer) as first_month, max(month) over () as last_month from months
    )
    select first_month::varchar, date_diff('month', first_month, month)::int, date_diff('month', first_month, any_value(last_month))::int,
      count(*)::int, round(sum(value), 9)
    from started where date_diff('month', first_month, last_month) < ${MOST_COHORTS} group by first_month, month order by 1, 2`,
  );
  const rows = reader.getRowsJS() as [string, number, number, number, number][];
  return [...Map.groupBy(rows, ([month]) => month)].map(([month, own]) => {
    const months = Array.from({ length: own[0]![2] + 1 }, (_, after) => own.find(([, at]) => at === after));
    return {
      month,
      customers: months[0]![3],
      active: months.map((counted) => counted?.[3] ?? 0),
      value: isMoney ? months.map((counted) => counted?.[4] ?? 0) : null,
    };
  });
}
