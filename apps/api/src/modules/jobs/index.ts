import { availableParallelism } from 'node:os';
import { makeWorkerUtils } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import type { Limits } from '../../platform/config.js';
import { openPool } from '../../platform/database/connections.js';
import type { Topic } from '../../platform/graphql/build-graphql-schema.js';
import type { Logger } from '../../platform/logger.js';
import { NO_TELEMETRY, type Telemetry } from '../../platform/telemetry/telemetry.js';
import { FairJobs1764900000102 } from './fair-jobs.migration.js';
import { Job } from './job.entity.js';
import { JobBudget } from './job-budget.js';
import type { JobDefinition } from './job-definition.js';
import { jobGauges } from './job-gauges.js';
import { JobSignals } from './job-signals.js';
import { JobStore } from './job-store.js';
import { JobWorker } from './job-worker.js';
import { Jobs1763800000101 } from './jobs.migration.js';
import { JobsResolver } from './jobs.resolver.js';
import { JobsService } from './jobs.service.js';

export { Job, JobConnection, RunStatus } from './job.entity.js';
export type { JobNeeds } from './job-budget.js';
export type { JobContext, JobDefinition, JobQueue } from './job-definition.js';
export { JobsService } from './jobs.service.js';

export const entities = [Job];
export const migrations = [Jobs1763800000101, FairJobs1764900000102];

/** Migrates graphile-worker's own schema. */
export async function migrateGraphileWorker(url: string): Promise<void> {
  const pgPool = openPool(url, 'holdfast worker', { max: 2 });
  try {
    const utils = await makeWorkerUtils({ pgPool });
    await utils.migrate();
    await utils.release();
  } finally {
    await pgPool.end();
  }
}

/** What the slice depends on; `url` names the database of `dataSource`. */
export interface JobsDependencies {
  readonly dataSource: DataSource;
  readonly url: string;
  readonly logger: Logger;
  readonly limits?: Pick<Limits, 'jobsAtOnce' | 'jobMemory' | 'jobsPerCaller'> | undefined;
  readonly telemetry?: Telemetry;
}

const LIMITS = { jobsAtOnce: 2, jobMemory: 2 * 1024 ** 3, jobsPerCaller: 20 };

/** Runs background work: the queue, its worker, and their API. */
export function createJobs({
  dataSource,
  url,
  logger,
  limits = LIMITS,
  telemetry = NO_TELEMETRY,
}: JobsDependencies) {
  const definitions = new Map<string, JobDefinition<object>>();
  const store = new JobStore(dataSource, ({ kind, state, seconds }) =>
    telemetry.meters?.jobEnded(kind, state, seconds),
  );
  const signals = new JobSignals(url, logger, {
    onLost: () => worker.abortAll('lost'),
    onRestored: () => worker.recoverSoon(),
  });
  // Two heavy jobs share the cores well; more would only compete for memory.
  const budget = new JobBudget(limits.jobMemory, Math.max(2, Math.floor(availableParallelism() / 4)));
  const worker = new JobWorker(
    definitions,
    store,
    signals,
    url,
    logger,
    budget,
    limits.jobsAtOnce,
    telemetry,
  );
  const service = new JobsService(dataSource, store, signals, definitions, logger, limits.jobsPerCaller);
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
    gauges: jobGauges(dataSource),
    resolvers: [new JobsResolver(service)],
    subscriptions: { job: ({ call, key }: Topic) => service.watch(call, key) },
  };
}
