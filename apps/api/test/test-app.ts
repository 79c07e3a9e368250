import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphQLFormattedError } from 'graphql';
import type { Config } from '../src/platform/config.js';
import { openFrontDoor } from '../src/platform/http/front-door.js';
import { createLogger } from '../src/platform/logger.js';
import { type App, startApp } from '../src/start-app.js';
import { createTestDatabase } from './test-database.js';

/** What a GraphQL request answers. */
export interface GraphqlAnswer<T> {
  readonly data?: T | null;
  readonly errors?: GraphQLFormattedError[];
}

/** A running Holdfast on a database and a data folder of its own. */
export interface TestApp extends App {
  /** Where it listens, e.g. http://127.0.0.1:41234. */
  readonly url: string;
  /** The secret of an ADMIN key. */
  readonly adminKey: string;
  /** Asks with the ADMIN key; GraphQL errors are part of the answer. */
  ask<T>(document: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer<T>>;
  /** Asks with the ADMIN key and answers with the data; a GraphQL error fails the test. */
  query<T>(document: string, variables?: Record<string, unknown>): Promise<T>;
  /** A request to any path, with the ADMIN key. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Waits until a job settles and answers with its state and error; polls, so that it tests the same as a client sees. */
  settled(jobId: string): Promise<SettledJob>;
}

/** How a job ended. */
export interface SettledJob {
  readonly state: 'COMPLETED' | 'FAILED' | 'CANCELLED';
  readonly error: { readonly code: string; readonly message: string } | null;
}

const POLL_MS = 25;

/** Starts the whole application for a test file; call `stop` when the file is done. */
export async function createTestApp({
  engine = 'local',
}: Partial<Pick<Config, 'engine'>> = {}): Promise<TestApp> {
  const [database, dataDir] = [await createTestDatabase(), mkdtempSync(join(tmpdir(), 'holdfast-'))];
  const door = await openFrontDoor('127.0.0.1', 0);
  const served = { port: 0, host: '127.0.0.1', dataDir, databaseUrl: database.url };
  const config = { ...served, sampleData: false, engine };
  const logger = createLogger('silent');
  const app = await startApp({ config, logger, door, takesJobs: true });
  const { secret: adminKey } = await app.slices.auth.apiKeys.create({ name: 'tests', role: 'ADMIN' });

  const request = (path: string, init: RequestInit = {}) =>
    fetch(door.url + path, {
      ...init,
      headers: { authorization: `Bearer ${adminKey}`, ...(init.headers as Record<string, string>) },
    });
  const ask = async <T>(document: string, variables: Record<string, unknown> = {}) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: document, variables });
    const response = await request('/graphql', { method: 'POST', headers, body });
    return (await response.json()) as GraphqlAnswer<T>;
  };
  const query = async <T>(document: string, variables?: Record<string, unknown>) => {
    const { data, errors } = await ask<T>(document, variables);
    if (errors) throw new Error(`The query failed: ${JSON.stringify(errors)}`);
    return data as T;
  };
  const settled = async (jobId: string) => {
    for (;;) {
      const { job } = await query<{ job: (Omit<SettledJob, 'state'> & { state: string }) | null }>(
        'query ($id: ID!) { job(id: $id) { state error { code message } } }',
        { id: jobId },
      );
      if (job === null) throw new Error(`No job has the id "${jobId}".`);
      if (job.state !== 'PENDING' && job.state !== 'RUNNING') return job as SettledJob;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  const stop = async () => {
    await app.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...app, url: door.url, adminKey, ask, query, fetch: request, settled, stop };
}
