import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** One run as a side reports it. */
export interface Run {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly quality: readonly number[];
  readonly peakBytes: number;
}

/** A process that has loaded the data and runs the work once for each line it is sent. */
export class Side {
  /** The first line it says: who it is. */
  readonly name: Promise<string>;
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(command: string, args: readonly string[], environment: NodeJS.ProcessEnv) {
    this.#process = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...environment },
    });
    const reader: Interface = createInterface({ input: this.#process.stdout! });
    this.#lines = reader[Symbol.asyncIterator]();
    this.name = this.#next();
  }

  async run(): Promise<Run> {
    this.#process.stdin!.write('run\n');
    return JSON.parse(await this.#next()) as Run;
  }

  close(): void {
    this.#process.stdin!.end();
  }

  async #next(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.#process.spawnfile} ended before it answered`);
    return value as string;
  }
}
