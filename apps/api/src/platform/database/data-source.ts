import pg from 'pg';
import { DataSource } from 'typeorm';
import { CallPool } from './call-pool.js';
import { connectionSettings } from './connections.js';
import { SnakeNamingStrategy } from './naming-strategy.js';

type Class = new () => object;

/** What the slices add to the database. */
export interface DatabaseParts {
  readonly entities: readonly Class[];
  readonly migrations: readonly Class[];
}

const POOL_SIZE = 20;

/** A connection pool to PostgreSQL with every slice's tables mapped; `initialize()` connects it. */
export function createDataSource(
  url: string,
  { entities, migrations }: DatabaseParts,
  poolSize = POOL_SIZE,
): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: { ...pg, Pool: CallPool },
    url,
    entities: [...entities],
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    namingStrategy: new SnakeNamingStrategy(),
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    poolSize,
    extra: connectionSettings(url, 'holdfast'),
  });
}
