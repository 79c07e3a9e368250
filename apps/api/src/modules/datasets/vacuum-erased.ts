import type { DataSource } from 'typeorm';

/**
 * Has PostgreSQL remove the dead versions of rows with customers' own values: from the tables, from their indexes, and from
 * the planner's statistics, which name some of the values. It would do so itself only after a fifth of a table died.
 */
export async function vacuumErased(dataSource: DataSource): Promise<void> {
  const dirty: { name: string }[] = await dataSource.query(
    `select relname as name from pg_stat_user_tables where n_dead_tup > 0
       and relid in ('customers'::regclass, 'rejected_rows'::regclass, 'dataset_columns'::regclass, 'purchase_rows'::regclass)`,
  );
  for (const { name } of dirty) await dataSource.query(`vacuum (index_cleanup on, analyze) ${name}`);
}
