import { readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../../errors/startup-error.js';
import { commandLine, isAlive } from './process-identity.js';

/** A running server's details from its lock file. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const STOP_LIMIT_MS = 30_000;

/** Reads a folder's lock file; null if there is none, or if its process is not this folder's server. */
export function readPostmaster(folder: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  // A pid can be reused by another process after a crash: only one that names this folder is ours.
  const command = commandLine(pid);
  const ours = command === null ? process.platform === 'win32' && isAlive(pid) : command.includes(folder);
  return ours ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : null;
}

/**
 * Stops a server that a killed process left behind, and removes the lock file of a dead server: PostgreSQL itself would
 * refuse to start if another process had its pid by now.
 * @throws StartupError if the server does not stop in half a minute.
 */
export async function stopOrphan(folder: string): Promise<void> {
  const orphan = readPostmaster(folder);
  if (orphan === null) {
    rmSync(join(folder, 'postmaster.pid'), { force: true });
    return;
  }
  process.kill(orphan.pid, 'SIGINT');
  for (let waited = 0; isAlive(orphan.pid) && readPostmaster(folder) !== null; waited += 50) {
    if (waited >= STOP_LIMIT_MS) {
      throw new StartupError(`A PostgreSQL left behind in ${folder} (process ${orphan.pid}) will not stop.`);
    }
    await delay(50);
  }
}

/** A free TCP port on the loopback interface. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
