import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE_USER, readPassword } from '../src/platform/database/embedded/data-folder.js';

const MAIN = join(import.meta.dirname, '../dist/main.js');

/** A built server in a process and a data folder of its own, with the sample data. */
export class Server {
  #child!: ChildProcess;
  #url = '';

  private constructor(
    readonly dataDir: string,
    private readonly flags: readonly string[],
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** `flags` are Node's; `environment` is what it has beside the environment of this process. */
  static async start(flags: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): Promise<Server> {
    const server = new Server(mkdtempSync(join(tmpdir(), 'holdfast-attack-')), flags, environment);
    await server.#launch();
    return server;
  }

  get url(): string {
    return this.#url;
  }

  /** The secret of its first key. */
  get admin(): string {
    return readFileSync(join(this.dataDir, 'admin-api-key'), 'utf8').trim();
  }

  /** The URL of its database, for the role that owns the tables. */
  get databaseUrl(): string {
    const folder = join(this.dataDir, 'postgres');
    const port = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[3];
    return `postgres://${DATABASE_USER}:${readPassword(folder)}@127.0.0.1:${port}/${DATABASE_USER}`;
  }

  get lives(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The memory that the process has, in bytes; 0 where the system does not say. */
  get memory(): number {
    return this.#memory('VmRSS');
  }

  /** What of it is its own, and no file of the disk that the system can drop and read again. */
  get ownMemory(): number {
    return this.#memory('RssAnon');
  }

  #memory(kind: 'VmRSS' | 'RssAnon'): number {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
      return Number(new RegExp(`${kind}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) * 1024;
    } catch {
      return 0;
    }
  }

  /** The processor time that the process has taken, in seconds, all threads together; 0 where the system does not say. */
  get processorSeconds(): number {
    try {
      const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return 0;
    }
  }

  /** How many files and sockets the process has open; 0 where the system does not say. */
  get descriptors(): number {
    try {
      return readdirSync(`/proc/${this.#child.pid}/fd`).length;
    } catch {
      return 0;
    }
  }

  /** What is in its heap after garbage was collected, in bytes; the server runs with `report-heap.mjs`. */
  heap(): Promise<number> {
    return this.#report('heap');
  }

  /**
   * The most processor time, in milliseconds, that its thread took since the last call without turning to anybody else; the
   * server runs with `report-turns.mjs`.
   */
  longestTurn(): Promise<number> {
    return this.#report('turn');
  }

  /** What a preloaded module says when it is asked to. */
  #report(what: string): Promise<number> {
    const line = new RegExp(`^${what} (\\d+)$`, 'm');
    const said = new Promise<number>((resolve) => {
      const listen = (text: Buffer) => {
        const found = line.exec(String(text))?.[1];
        if (!found) return;
        this.#child.stdout!.off('data', listen);
        resolve(Number(found));
      };
      this.#child.stdout!.on('data', listen);
    });
    this.#child.kill('SIGUSR2');
    return said;
  }

  /** Ends the process without a warning, and starts another one on what it left. */
  async killAndRestart(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
    await this.#launch();
  }

  async stop(): Promise<void> {
    if (this.lives) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #launch(): Promise<void> {
    const own = { DATA_DIR: this.dataDir, PORT: '0', HOST: '127.0.0.1' };
    const env = { ...process.env, ...this.environment, ...own };
    const child = spawn(process.execPath, [...this.flags, MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    let said = '';
    this.#url = await new Promise<string>((resolve, reject) => {
      const listen = (text: Buffer) => {
        said = (said + text).slice(-10_000);
        const ready = /ready at (\S+)/.exec(said);
        if (ready) resolve(ready[1]!);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', () => reject(new Error(said.trim() || 'The server ended without a word.')));
    });
  }
}
