import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const MAIN = join(import.meta.dirname, '../dist/main.js');

/** One process of many. */
export interface Member {
  readonly child: ChildProcess;
  /** Where it serves; empty for one that only takes jobs. */
  readonly url: string;
  readonly metricsUrl: string;
  /** Asks it to end, and answers with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** Processes of the built program that share a database and a data folder. */
export class Fleet {
  readonly #members: Member[] = [];

  private constructor(
    readonly database: TestDatabase,
    /** A connection of the test's own. */
    readonly client: pg.Client,
    readonly dataDir: string,
    private readonly main: string,
  ) {}

  static async create(main = MAIN): Promise<Fleet> {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return new Fleet(database, client, mkdtempSync(join(tmpdir(), 'holdfast-fleet-')), main);
  }

  get adminKey(): string {
    return readFileSync(join(this.dataDir, 'admin-api-key'), 'utf8').trim();
  }

  async start(role: 'api' | 'worker', env: Readonly<Record<string, string>> = {}): Promise<Member> {
    const child = spawn(process.execPath, [this.main], {
      env: {
        ...process.env,
        ...{ PORT: '0', METRICS_PORT: '0', DRAIN_SECONDS: '2', SAMPLE_DATA: 'false' },
        ...{ ROLE: role, DATA_DIR: this.dataDir, DATABASE_URL: this.database.url, ...env },
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit');
    let output = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout!.on('data', (chunk: Buffer) => {
        output += chunk;
        if (/Metrics at \S+\s/.test(output)) resolve();
      });
      child.once('exit', () => reject(new Error(`It ended: ${output}`)));
    });
    const member: Member = {
      child,
      url: /ready at (\S+)/.exec(output)?.[1] ?? '',
      metricsUrl: /Metrics at (\S+)/.exec(output)![1]!,
      stop: async () => {
        child.kill('SIGTERM');
        return (await ended)[0] as number | null;
      },
      kill: async () => {
        child.kill('SIGKILL');
        await ended;
      },
    };
    this.#members.push(member);
    return member;
  }

  async ask<T>(statement: string): Promise<T[]> {
    return (await this.client.query(statement)).rows as T[];
  }

  async remove(): Promise<void> {
    for (const { child, kill } of this.#members) {
      if (child.exitCode === null && child.signalCode === null) await kill();
    }
    await this.client.end();
    await this.database.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
