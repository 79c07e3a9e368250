import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { buildSchemaOf, createSlices, databaseParts, migrateDatabase, type Slices } from './app.js';
import type { Config } from './platform/config.js';
import { createDataSource } from './platform/database/data-source.js';
import { startEmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import type { FrontDoor } from './platform/http/front-door.js';
import type { Readiness, ReadinessCheck } from './platform/http/health-routes.js';
import { serveHttp } from './platform/http/http-application.js';
import { createReadinessCheck } from './platform/http/readiness-check.js';
import type { Logger } from './platform/logger.js';
import { openStorage } from './platform/open-storage.js';
import { QueryRate } from './platform/query-rate/query-rate.js';
import type { Storage } from './platform/storage.js';
import { openTelemetry } from './platform/telemetry/open-telemetry.js';
import type { Telemetry } from './platform/telemetry/telemetry.js';

/** What a Holdfast process does. */
export interface AppOptions {
  readonly config: Config;
  readonly logger: Logger;
  /** The open HTTP port; null in a process that only runs jobs. */
  readonly door: FrontDoor | null;
  /** Whether this process takes jobs. */
  readonly takesJobs: boolean;
}

/** A running Holdfast. */
export interface App {
  readonly slices: Slices;
  /** The GraphQL schema of the slices. */
  readonly schema: GraphQLSchema;
  readonly dataSource: DataSource;
  readonly storage: Storage;
  /** Where its metrics are; null if they are not served. */
  readonly metricsUrl: string | null;
  /** Settles with a sentence if the database stops; otherwise never. */
  readonly lost: Promise<string>;
  /** Seconds for which it still serves when it is stopped. */
  readonly drainSeconds: number;
  /** Aborts when the process is stopping: later failures are a consequence of that. */
  readonly stopping: AbortSignal;
  /** Stops everything in order; running jobs go back into the queue. */
  stop(): Promise<void>;
}

/** Starts everything in order; if a step fails, stops what was started. @throws StartupError */
export async function startApp({ config, logger, door, takesJobs }: AppOptions): Promise<App> {
  const stops: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  const stop = async () => {
    stopping.abort();
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const storage = await openStorage(config.dataDir, config.store);
    const telemetry = await openTelemetry(config, logger);
    stops.push(() => telemetry.close());
    door?.announce('the database is starting');
    const onRestart = () => logger.warn('the database has stopped and is being started again');
    const database =
      config.databaseUrl === null
        ? await startEmbeddedPostgres(join(config.dataDir, 'postgres'), { onRestart })
        : null;
    if (database) stops.push(() => database.stop());
    const { url, ownerUrl } = database ?? {
      url: config.databaseUrl!,
      ownerUrl: config.databaseOwnerUrl ?? config.databaseUrl!,
    };
    door?.announce('the database is being migrated');
    const owner = await createDataSource(ownerUrl, databaseParts, 1).initialize();
    await migrateDatabase(owner, ownerUrl, url).finally(() => owner.destroy());
    const dataSource = await createDataSource(
      url,
      databaseParts,
      config.limits.databaseConnections,
    ).initialize();
    stops.push(() => dataSource.destroy());

    const slices = createSlices({
      dataSource,
      url,
      storage,
      logger,
      engine: { kind: config.engine, remote: config.sparkRemote ?? undefined },
      limits: config.limits,
      publicUrl: config.publicUrl,
      openId: config.openId,
      webhookAllow: config.webhookAllow,
      telemetry,
    });
    stops.push(() => slices.audit.trail.close());
    const schema = await buildSchemaOf(slices);
    await slices.auth.prepare();
    await slices.customers.prepareLedger();
    stops.push(() => slices.auth.sessions.close());
    await slices.jobs.signals.connect();
    stops.push(() => slices.jobs.signals.close());
    if (takesJobs) {
      stops.push(() => slices.compute.close());
      stops.push(
        await slices.datasets.startSweeping(async () => {
          await slices.exports.sweep();
          await slices.reports.sweep();
        }),
      );
      await slices.outboxDelivery.start();
      stops.push(() => slices.outboxDelivery.stop());
      slices.webhooks.sender.start();
      stops.push(() => slices.webhooks.sender.stop());
      await slices.jobs.worker.start();
      stops.push(() => slices.jobs.worker.stop());
      stops.push(slices.monitoring.startChecking());
      stops.push(slices.reports.startWriting());
    }
    const check = createReadinessCheck(dataSource, () => readinessOf(slices, takesJobs));
    const ready: ReadinessCheck = async () =>
      door?.isDraining ? { serves: false, cause: 'The process is stopping.' } : check();
    let metricsUrl: string | null = null;
    if (config.metrics !== null && telemetry.meters !== null) {
      telemetry.meters.add(slices.gauges());
      const { serveMetrics } = await import('./platform/telemetry/metrics-server.js');
      const metrics = await serveMetrics(config.metrics, telemetry.meters, ready);
      stops.push(() => metrics.close());
      metricsUrl = metrics.url;
    }
    if (door) {
      stops.push(await serve(door, { slices, schema, dataSource, config, logger, ready, telemetry }));
      void slices.readAhead(stopping.signal);
    }
    const lost = database?.lost ?? new Promise<string>(() => {});
    const { drainSeconds } = config;
    return {
      ...{ slices, schema, dataSource, storage, metricsUrl, lost, drainSeconds, stop },
      stopping: stopping.signal,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Served {
  readonly slices: Slices;
  readonly schema: GraphQLSchema;
  readonly dataSource: DataSource;
  readonly config: Config;
  readonly logger: Logger;
  readonly ready: ReadinessCheck;
  readonly telemetry: Telemetry;
}

async function readinessOf(slices: Slices, takesJobs: boolean): Promise<Readiness> {
  const faults = await slices.faults();
  if (takesJobs && !slices.jobs.worker.isTaking) return { serves: false, cause: 'jobs are not being taken' };
  return { serves: true, cause: faults.length > 0 ? faults.join('; ') : null };
}

async function serve(
  door: FrontDoor,
  { slices, schema, dataSource, config, logger, ready, telemetry }: Served,
): Promise<() => Promise<void>> {
  const { limits, trustedProxies, corsOrigins, drainSeconds } = config;
  return serveHttp(door, {
    schema,
    authenticate: slices.auth.authenticate,
    ready,
    dashboard: join(import.meta.dirname, '../../web/build'),
    routes: slices.routes,
    limits,
    queryRate: new QueryRate(dataSource, limits.queryRate),
    columnCounts: slices.datasets.columnCounts,
    subgraph: () => slices.federation.sdlOf(schema),
    audit: slices.audit.trail,
    trustedProxies,
    corsOrigins,
    logger,
    telemetry,
    drainSeconds,
  });
}
