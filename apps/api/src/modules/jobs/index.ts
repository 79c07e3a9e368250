import { makeWorkerUtils } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import { requireKey } from '../../platform/graphql/global-id.js';
import type { Logger } from '../../platform/logger.js';
import { Job } from './job.entity.js';
import type { JobDefinition } from './job-definition.js';
import { JobSignals } from './job-signals.js';
import { JobStore } from './job-store.js';
import { JobWorker } from './job-worker.js';
import { Jobs1763800000101 } from './jobs.migration.js';
import { JobsResolver } from './jobs.resolver.js';
import { JobsService } from './jobs.service.js';

export { Job, JobConnection, RunStatus } from './job.entity.js';
export type { JobContext, JobDefinition, JobQueue } from './job-definition.js';
export { JobsService } from './jobs.service.js';

export const entities = [Job];
export const migrations = [Jobs1763800000101];

/** Brings graphile-worker's own schema to its version. */
export async function migrateGraphileWorker(url: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: url });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/** What the slice stands on; `url` names the database of `dataSource`. */
export interface JobsDependencies {
  readonly dataSource: DataSource;
  readonly url: string;
  readonly logger: Logger;
}

/** Background work: the queue, the worker that empties it, and what the API says about both. */
export function createJobs({ dataSource, url, logger }: JobsDependencies) {
  const definitions = new Map<string, JobDefinition<object>>();
  const store = new JobStore(dataSource);
  const signals = new JobSignals(url, logger, () => worker.abortAll('lost'));
  const worker = new JobWorker(definitions, store, signals, url, logger);
  const service = new JobsService(dataSource, store, signals, definitions, logger);
  return {
    service,
    worker,
    signals,
    /** The processes that share this database. */
    processes: {
      get ownKey() {
        return signals.workerKey;
      },
      living: (keys: readonly number[]) => store.livingWorkers(keys),
    },
    resolvers: [new JobsResolver(service)],
    subscriptions: { job: (id: string) => service.watch(requireKey('Job', id, ['id'])) },
  };
}
