/** Provides the primitives of an engine for whatever answers SQL. */
export { openSqlSource } from './sql-source.js';
export type { SqlColumns, SqlDialect, SqlTables } from './sql-tables.js';
