import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../dist/main.js');

/** A server in a process and a data folder of its own, with the sample data. */
export interface Server {
  readonly url: string;
  readonly child: ChildProcess;
  readonly dataDir: string;
  /** The secret of its first key. */
  readonly admin: string;
  /** The memory that the process has, in bytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts the built server. */
export async function startServer(): Promise<Server> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-attack-'));
  const { url, child } = await launch(dataDir);
  return {
    url,
    child,
    dataDir,
    admin: readFileSync(join(dataDir, 'admin-api-key'), 'utf8').trim(),
    memory: () => residentBytes(child.pid!),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts a process on a data folder; rejects with what it said if it ends before it is ready. */
export async function launch(dataDir: string): Promise<{ url: string; child: ChildProcess }> {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1' };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (text: Buffer) => {
      said += text;
      const ready = /ready at (\S+)/.exec(said);
      if (ready) resolve(ready[1]!);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => reject(new Error(said.trim() || 'The server ended without a word.')));
  });
  return { url, child };
}

/** 0 where the system does not say. */
function residentBytes(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
