import { type ChildProcess, execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { StartupError } from '../../errors/startup-error.js';
import { type Binaries, findBinaries } from './binaries.js';
import { DATABASE_USER, prepareDataFolder, readPassword, SERVICE_USER } from './data-folder.js';
import { createLauncher, type Launcher } from './launcher.js';
import { claimOwnership, type Ownership } from './ownership.js';
import { freePort, readPostmaster, stopOrphan } from './postmaster.js';
import { type DatabaseUrls, type EmbeddedPostgres, type Server, supervise } from './supervise.js';

export type { EmbeddedPostgres } from './supervise.js';

/** How to run the server. */
export interface EmbeddedPostgresOptions {
  /** False for a throwaway database: nothing waits for the disk. */
  readonly durable?: boolean;
  /** Called when the server ended without having been asked to, and is started again on the same port. */
  readonly onRestart?: () => void;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  logging_collector: 'off',
  shared_buffers: '256MB',
  // A large import fills it, and it stays on the disk; with 512 MB it was four times the file of a million customers, and no cheaper.
  max_wal_size: '256MB',
};
const VOLATILE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
/** Reasons that pass: another program took the port, or processes of a killed server are still ending. */
const PASSING = /could not bind|still in use/;
const START_LIMIT_MS = 60_000;
const START_PAUSE_MS = 250;
const SHARE_LIMIT_MS = 60_000;

/**
 * Starts the PostgreSQL of a data folder, creating the folder first if needed. A server started by another live process
 * is shared; one left behind by a killed process is stopped first.
 * @throws StartupError with the reason in one line.
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  { durable = true, onRestart = () => {} }: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const folder = resolve(dataFolder);
  mkdirSync(dirname(folder), { recursive: true });
  for (;;) {
    const ownership = claimOwnership(`${folder}.owner`);
    if (ownership.owner === 'another') {
      const shared = await share(folder, ownership);
      if (shared !== null) return shared;
      continue;
    }
    try {
      const binaries = await findBinaries();
      const launcher = createLauncher([folder, binaries.postgres]);
      const installation = { folder, binaries, launcher, durable };
      await prepareDataFolder(folder, binaries, launcher, durable);
      const server = await launch(installation, null);
      await createDatabase(server.urls);
      return supervise(server, () => launch(installation, server.port), onRestart, ownership.release);
    } catch (error) {
      ownership.release();
      throw error;
    }
  }
}

/** Waits for the server that another process is starting; null if that process dies first. */
async function share(
  folder: string,
  owner: Extract<Ownership, { owner: 'another' }>,
): Promise<EmbeddedPostgres | null> {
  for (let waited = 0; waited < SHARE_LIMIT_MS; waited += 100) {
    if (!owner.isHere()) return null;
    const server = readPostmaster(folder);
    if (server?.ready) {
      const urls = databaseUrls(folder, server.port);
      await createDatabase(urls);
      return { ...urls, lost: watchOwner(owner.isHere), stop: async () => {} };
    }
    await delay(100);
  }
  throw new StartupError(
    `The database in ${folder} belongs to process ${owner.pid}, which has not started it within a minute.`,
  );
}

async function watchOwner(isHere: () => boolean): Promise<string> {
  while (isHere()) await delay(1000, undefined, { ref: false });
  return 'The process that ran the database has ended.';
}

/** What a server is started from. */
interface Installation {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly launcher: Launcher;
  readonly durable: boolean;
}

/**
 * Starts the server of a folder and waits until it accepts connections; `port` is null for any that is free.
 * @throws StartupError with PostgreSQL's reason
 */
async function launch(installation: Installation, port: number | null): Promise<Server> {
  const { folder, binaries, launcher, durable } = installation;
  const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : VOLATILE) });
  for (const began = performance.now(); ; ) {
    await stopOrphan(folder);
    const chosen = port ?? (await freePort());
    const flags = [...settings, ['port', chosen]].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = launcher.run(binaries.postgres, ['-D', folder, ...flags], folder);
    const exited = new Promise<void>((settle) => {
      child.once('exit', () => settle());
      child.once('error', () => settle());
    });
    const failure = await untilReady(child);
    if (failure === null) {
      return {
        urls: databaseUrls(folder, chosen),
        port: chosen,
        exited,
        requestStop: () => stopServer(child, installation),
      };
    }
    if (!PASSING.test(failure) || performance.now() - began > START_LIMIT_MS) {
      throw new StartupError(`The database in ${folder} failed to start: ${failure}`);
    }
    await delay(START_PAUSE_MS);
  }
}

/** Settles with null once the server accepts connections, or with the reason why it never will. */
function untilReady(child: ChildProcess): Promise<string | null> {
  return new Promise((settle) => {
    let log = '';
    const read = (chunk: Buffer) => {
      log = (log + chunk).slice(-8000);
      if (log.includes('ready to accept connections')) settle(null);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => settle(error.message));
    child.once('close', () => settle(reasonIn(log)));
  });
}

/** The first line of a server's log that says why it stopped, without time and process id. */
function reasonIn(log: string): string {
  const lines = log.trim().split('\n');
  const line = lines.find((text) => /FATAL:|PANIC:/.test(text)) ?? lines.at(-1) ?? 'it logged nothing';
  return line.replace(/^.*?(FATAL|PANIC):\s*/, '');
}

function stopServer(child: ChildProcess, { binaries, folder }: Installation): void {
  if (process.platform === 'win32') execFileSync(binaries.pg_ctl, ['stop', '-m', 'fast', '-D', folder]);
  else child.kill('SIGINT');
}

function databaseUrls(folder: string, port: number): DatabaseUrls {
  const password = readPassword(folder);
  // Whoever learns the password of the service does not know the owner's.
  const derived = createHmac('sha256', password).update(SERVICE_USER).digest('base64url');
  const urlOf = (user: string, secret: string) =>
    `postgres://${user}:${secret}@127.0.0.1:${port}/${DATABASE_USER}`;
  return { url: urlOf(SERVICE_USER, derived), ownerUrl: urlOf(DATABASE_USER, password) };
}

/** Creates the database and the role of the service where they do not exist. */
async function createDatabase({ url, ownerUrl }: DatabaseUrls): Promise<void> {
  const [maintenance, service] = [new URL(ownerUrl), new URL(url)];
  const name = maintenance.pathname.slice(1);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  const create = async (lookUp: string, known: string, statement: string) => {
    const { rowCount } = await client.query(lookUp, [known]);
    if (rowCount === 0) await client.query(statement).catch(unlessMadeMeanwhile);
  };
  try {
    const database = client.escapeIdentifier(name);
    await create('select from pg_database where datname = $1', name, `create database ${database}`);
    await create(
      'select from pg_roles where rolname = $1',
      service.username,
      `create role ${service.username} login password ${client.escapeLiteral(service.password)}`,
    );
  } finally {
    await client.end();
  }
}

/**
 * Two processes on one server may both make something: the later one is told that it exists, or, if both began before one
 * was done, that its name does.
 */
function unlessMadeMeanwhile(error: unknown): void {
  if (!['42P04', '42710', '23505'].includes((error as pg.DatabaseError).code ?? '')) throw error;
}
