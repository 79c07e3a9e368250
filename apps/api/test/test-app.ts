import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql, type ResultOf } from '@holdfast/schema';
import { CallContext } from '../src/platform/call/call-context.js';
import { type Config, type Limits, type OpenIdConfig, readConfig } from '../src/platform/config.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { openFrontDoor } from '../src/platform/http/front-door.js';
import { createLogger, type Logger } from '../src/platform/logger.js';
import { type App, startApp } from '../src/start-app.js';
import { type ApiClient, createApiClient } from './client.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** A running Holdfast on a database and a data folder of its own. */
export interface TestApp extends App, ApiClient {
  /** Its database, directly and for the role that owns the tables; the app itself has the role of the service. */
  readonly databaseUrl: string;
  /** Where it listens, e.g. http://127.0.0.1:41234. */
  readonly url: string;
  /** The secret of an ADMIN key. */
  readonly adminKey: string;
  /** A request to any path, with the ADMIN key. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Waits until a job settles and returns its state and error; polls, so that it tests the same as a client sees. */
  settled(jobId: string): Promise<SettledJob>;
  /** Waits until no job of a dataset is pending or running, and none follows from the last ones. */
  idle(datasetId: string): Promise<void>;
  /** Stops it, does something to what is stored, and starts it again on that; the old one is of no use any more. */
  restart(meanwhile?: () => Promise<void>): Promise<TestApp>;
}

/** What outlives a process. */
interface Place {
  readonly database: TestDatabase;
  readonly dataDir: string;
}

/** How to start it. */
interface TestAppOptions {
  readonly engine?: Config['engine'];
  readonly limits?: Partial<Limits>;
  /** Networks that webhooks may be sent to; default: the public one. */
  readonly webhookAllow?: readonly string[];
  /** Proxies that are believed for whom they ask; default: none. */
  readonly trustedProxies?: readonly string[];
  /** Other sites whose pages may ask from a browser; default: none. */
  readonly corsOrigins?: readonly string[];
  /** The provider of OpenID Connect for an installation at this address; default: none. */
  readonly openId?: (url: string) => Promise<OpenIdConfig>;
  /** Whether it serves metrics, at `metricsUrl`; default: no. */
  readonly metrics?: boolean;
  /** Where it sends traces; default: nowhere. */
  readonly traces?: string;
  /** Default: silent. */
  readonly logger?: Logger;
  /** The URL by which it reaches the database with this one; default: the same. */
  readonly reach?: (url: string) => string | Promise<string>;
  /** What an earlier one left; default: nothing. */
  readonly place?: Place;
}

const OutcomeQuery = graphql(`
  query Outcome($id: ID!) {
    job(id: $id) { state error { code message } }
  }
`);

const UnderWayQuery = graphql(`
  query UnderWay($datasetId: ID!) {
    jobs(datasetId: $datasetId, states: [PENDING, RUNNING]) { edges { node { id } } }
  }
`);

type Outcome = NonNullable<ResultOf<typeof OutcomeQuery>['job']>;

/** How a job ended. */
export type SettledJob = Outcome & { readonly state: 'COMPLETED' | 'FAILED' | 'CANCELLED' };

function isSettled(job: Outcome): job is SettledJob {
  return job.state !== 'PENDING' && job.state !== 'RUNNING';
}

const POLL_MS = 25;

/** Starts the whole application for a test file; call `stop` when the file is done. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { engine = 'local', limits = {}, webhookAllow = [], trustedProxies = [], corsOrigins = [] } = options;
  const { place = await createPlace() } = options;
  const { logger = createLogger('silent'), reach = (url: string) => url } = options;
  const { database, dataDir } = place;
  const door = await openFrontDoor('127.0.0.1', 0);
  const served = { port: 0, host: '127.0.0.1', dataDir, databaseUrl: await reach(database.url) };
  const defaults = readConfig({});
  const config = {
    ...defaults,
    ...served,
    sampleData: false,
    engine,
    webhookAllow,
    trustedProxies,
    corsOrigins,
    limits: { ...defaults.limits, ...limits },
    ...(options.openId && { publicUrl: door.url, openId: await options.openId(door.url) }),
    metrics: options.metrics ? { host: '127.0.0.1', port: 0 } : null,
    traces: options.traces ? { endpoint: options.traces, serviceName: 'holdfast' } : null,
  };
  const app = await startApp({ config, logger, door, takesJobs: true });
  const { secret: adminKey } = await app.slices.auth.apiKeys.create(CallContext.ofServer(), {
    name: 'tests',
    role: 'ADMIN',
  });

  const request = (path: string, init: RequestInit = {}) =>
    fetch(door.url + path, {
      ...init,
      headers: { authorization: `Bearer ${adminKey}`, ...(init.headers as Record<string, string>) },
    });
  const client = createApiClient(door.url, adminKey);
  const settled = async (jobId: string) => {
    for (;;) {
      const { job } = await client.query(OutcomeQuery, { id: jobId });
      if (job === null) throw new Error(`No job has the id "${jobId}".`);
      if (isSettled(job)) return job;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  const idle = async (datasetId: string) => {
    for (let seen = false; ; ) {
      const { jobs } = await client.query(UnderWayQuery, { datasetId });
      for (const { node } of jobs.edges) await settled(node.id);
      // What follows from a job, such as a check of a new champion, begins with an event.
      const key = fromGlobalId('Dataset', datasetId);
      if (jobs.edges.length === 0 && (seen || key === null)) return;
      seen = jobs.edges.length === 0;
      if (key !== null) await app.slices.outbox.delivered(key, 10_000);
    }
  };
  const stop = async () => {
    await app.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const restart = async (meanwhile?: () => Promise<void>) => {
    await app.stop();
    await meanwhile?.();
    return createTestApp({ ...options, place });
  };
  return {
    ...app,
    ...client,
    url: door.url,
    databaseUrl: database.ownerUrl,
    adminKey,
    fetch: request,
    settled,
    idle,
    stop,
    restart,
  };
}

/** An empty database and an empty data folder. */
export async function createPlace(): Promise<Place> {
  return { database: await createTestDatabase(), dataDir: mkdtempSync(join(tmpdir(), 'holdfast-')) };
}
