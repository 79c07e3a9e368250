import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findInconsistencies, untilQuiet } from './consistency.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const MAIN = join(import.meta.dirname, '../dist/main.js');

/** What an answer is asked for besides its errors. */
const ANSWERS: Readonly<Record<string, string>> = {
  importDataset: 'dataset { id }',
  upsertCustomers: 'created updated',
};

/** The built server in a process that is killed again and again; its database and its data folder live on. */
export class KillableServer {
  #child: ChildProcess | undefined;
  #url = '';
  #statements = 0;

  private constructor(
    private readonly database: TestDatabase,
    /** A connection of the test's own. */
    readonly client: pg.Client,
    private readonly dataDir: string,
  ) {}

  static async create(): Promise<KillableServer> {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return new KillableServer(database, client, mkdtempSync(join(tmpdir(), 'holdfast-killed-')));
  }

  /** Starts a process; `preload` is a module that runs in it before everything else. */
  async start(preload?: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
    // One that a test left alive must not work beside it.
    await this.kill();
    const { dataDir, database } = this;
    const flags = preload === undefined ? [] : ['--import', preload];
    const child = spawn(process.execPath, [...flags, MAIN], {
      env: {
        ...process.env,
        PORT: '0',
        DATA_DIR: dataDir,
        DATABASE_URL: database.url,
        SAMPLE_DATA: 'false',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.#statements = 0;
    child.on('message', (told) => {
      this.#statements = (told as { statements?: number }).statements ?? this.#statements;
    });
    let output = '';
    this.#url = await new Promise<string>((resolve, reject) => {
      child.stdout!.on('data', (chunk: Buffer) => {
        output += chunk;
        const found = /ready at (\S+)/.exec(output)?.[1];
        if (found) resolve(found);
      });
      child.once('exit', () => reject(new Error(`It ended: ${output}`)));
    });
  }

  /** How many statements it has sent since it took a job, as far as its preloaded module counts them. */
  get statements(): number {
    return this.#statements;
  }

  get lives(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async kill(): Promise<void> {
    if (!this.lives) return;
    const ended = once(this.#child!, 'exit');
    this.#child!.kill('SIGKILL');
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    await this.client.end();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async upload(csv: string): Promise<string> {
    const { uploadId } = (await this.#send('/uploads?filename=customers.csv', csv)) as { uploadId: string };
    return uploadId;
  }

  /** The answer of a mutation. It throws if there is none. */
  async mutate(name: string, input: object): Promise<Record<string, unknown>> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${name}(input: $input) { userErrors { code message } ${ANSWERS[name] ?? ''} } }`;
    const { data, errors } = (await this.#send(
      '/graphql',
      JSON.stringify({ query, variables: { input } }),
    )) as {
      data?: Record<string, Record<string, unknown>>;
      errors?: { message: string }[];
    };
    if (errors) throw new Error(errors[0]!.message);
    return data![name]!;
  }

  /** Waits until nothing is to be done any more, or the process is gone. */
  async settle(): Promise<void> {
    await untilQuiet(
      (statement) => this.#ask(statement),
      () => !this.lives,
    );
  }

  inconsistencies(): Promise<string[]> {
    return findInconsistencies((statement) => this.#ask(statement), this.dataDir);
  }

  async #ask<T>(statement: string): Promise<T[]> {
    return (await this.client.query(statement)).rows as T[];
  }

  async #send(path: string, body: string): Promise<unknown> {
    const authorization = `Bearer ${readFileSync(join(this.dataDir, 'admin-api-key'), 'utf8').trim()}`;
    const response = await fetch(this.#url + path, {
      method: 'POST',
      headers: { authorization, ...(path === '/graphql' ? { 'content-type': 'application/json' } : {}) },
      body,
    });
    return response.json();
  }
}
