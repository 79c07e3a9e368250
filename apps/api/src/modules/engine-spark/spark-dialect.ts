import { fileURLToPath } from 'node:url';
import type { SqlDialect } from '../engine-sql/index.js';

const name = (column: string) => `\`${column.replaceAll('`', '``')}\``;

/** Spark's SQL. */
export const sparkDialect: SqlDialect = {
  name,
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  // A path rather than its URL, in which Spark would take %20 for three characters.
  parquet: (uri) => `parquet.${name(uri.startsWith('file:') ? fileURLToPath(uri) : uri)}`,
  micros: (timestamp) => `unix_micros(${timestamp})`,
  xor: (a, b) => `(${a} ^ ${b})`,
  pick: (values, place) => `array(${values.join(', ')})[${place}]`,
};
