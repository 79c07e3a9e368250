import { fileURLToPath } from 'node:url';
import type { AnalyticsEngine, EngineTools } from '../engine/index.js';
import { openSqlSource, type SqlDialect } from '../engine-sql/index.js';
import { parseSparkRemote } from './spark-remote.js';
import { SparkSession } from './spark-session.js';

const name = (column: string) => `\`${column.replaceAll('`', '``')}\``;

/** Spark's SQL. */
const dialect: SqlDialect = {
  name,
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  // A path rather than its URL, in which Spark would take %20 for three characters.
  parquet: (uri) => `parquet.${name(uri.startsWith('file:') ? fileURLToPath(uri) : uri)}`,
  micros: (timestamp) => `unix_micros(${timestamp})`,
  xor: (a, b) => `(${a} ^ ${b})`,
  pick: (values, place) => `array(${values.join(', ')})[${place}]`,
};

/**
 * Creates the engine that leaves rows where a Spark cluster reads them and asks it for figures, over Spark Connect; what
 * is learned from them, and the scoring of rows that come by, is our own. A session a source.
 * @throws Error unless `remote` is an address of Spark
 */
export function createSparkEngine({ pool, remote = '', signal }: EngineTools = {}): AnalyticsEngine {
  const address = parseSparkRemote(remote);
  return {
    kind: 'spark',
    async open(snapshot, spec, wanted) {
      wanted?.throwIfAborted();
      const ends = [wanted, signal].filter((end) => end !== undefined);
      const session = await SparkSession.open(address, ends.length > 0 ? AbortSignal.any(ends) : undefined);
      try {
        const tables = { dialect, query: (sql: string) => session.query(sql), close: () => session.close() };
        return await openSqlSource(tables, snapshot, spec, pool);
      } catch (cause) {
        await session.close();
        throw cause;
      }
    },
  };
}
