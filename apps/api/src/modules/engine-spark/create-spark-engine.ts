import type { AnalyticsEngine, EngineTools } from '../engine/index.js';
import { openSqlSource } from '../engine-sql/index.js';
import { sparkDialect } from './spark-dialect.js';
import { parseSparkRemote } from './spark-remote.js';
import { SparkSession } from './spark-session.js';

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
        const tables = {
          dialect: sparkDialect,
          query: (sql: string) => session.query(sql),
          close: () => session.close(),
        };
        return await openSqlSource(tables, snapshot, spec, pool);
      } catch (cause) {
        await session.close();
        throw cause;
      }
    },
  };
}
