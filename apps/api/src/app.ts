import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import * as auth from './modules/auth/index.js';
import * as customers from './modules/customers/index.js';
import * as datasets from './modules/datasets/index.js';
import * as jobs from './modules/jobs/index.js';
import { systemClock } from './platform/clock.js';
import type { DatabaseParts } from './platform/database/data-source.js';
import { migrate } from './platform/database/migrate.js';
import { EventBus } from './platform/events.js';
import { buildGraphqlSchema } from './platform/graphql/build-graphql-schema.js';
import type { Routes } from './platform/http/http-application.js';
import type { Logger } from './platform/logger.js';
import type { Storage } from './platform/storage.js';

/** The tables of every slice, in the order of their migrations. */
export const databaseParts: DatabaseParts = {
  entities: [...jobs.entities, ...auth.entities, ...datasets.entities, ...customers.entities],
  migrations: [...jobs.migrations, ...auth.migrations, ...datasets.migrations, ...customers.migrations],
};

/** What every slice is constructed from. */
export interface Foundation {
  readonly dataSource: DataSource;
  /** The URL of the same database. */
  readonly url: string;
  readonly storage: Storage;
  readonly logger: Logger;
}

/** Every slice, constructed and wired: the only place where that happens. */
export type Slices = ReturnType<typeof createSlices>;

/** Constructs every slice; nothing runs yet. */
export function createSlices({ dataSource, url, storage, logger }: Foundation) {
  const clock = systemClock;
  const events = new EventBus();
  const jobsSlice = jobs.createJobs({ dataSource, url, logger });
  const authSlice = auth.createAuth({ dataSource, url, clock, dataDir: storage.dataDir });
  const { service: queue } = jobsSlice;
  const { authenticate } = authSlice;
  const datasetsSlice = datasets.createDatasets({
    dataSource,
    jobs: queue,
    events,
    clock,
    storage,
    authenticate,
  });
  const customersSlice = customers.createCustomers({ dataSource, datasets: datasetsSlice.service, events });
  return {
    events,
    jobs: jobsSlice,
    auth: authSlice,
    datasets: datasetsSlice,
    customers: customersSlice,
    resolvers: [...jobsSlice.resolvers, ...authSlice.resolvers, ...datasetsSlice.resolvers, ...customersSlice.resolvers] as object[],
    subscriptions: jobsSlice.subscriptions,
    routes: [...authSlice.routes, ...datasetsSlice.routes] as Routes[],
  };
}

/** Brings a database to the version of this code. */
export async function migrateDatabase(dataSource: DataSource, url: string): Promise<void> {
  await migrate(dataSource, [() => jobs.migrateGraphileWorker(url)]);
}

/** The schema of the slices' resolvers. */
export function buildSchemaOf({ resolvers, subscriptions }: Slices): Promise<GraphQLSchema> {
  return buildGraphqlSchema(resolvers, subscriptions);
}
