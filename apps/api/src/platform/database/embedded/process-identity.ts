import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Text that identifies a running process, but no later one with the same pid; null if there is none.
 * On Windows it is only the pid.
 */
export function processIdentity(pid: number): string | null {
  if (process.platform === 'win32') return isAlive(pid) ? String(pid) : null;
  const started = process.platform === 'linux' ? linuxStartTime(pid) : ps(pid, 'lstart');
  return started === null ? null : `${pid} ${started}`;
}

/** The command line of a running process; null if there is none or the system does not reveal it. */
export function commandLine(pid: number): string | null {
  if (process.platform === 'win32') return null;
  if (process.platform !== 'linux') return ps(pid, 'command');
  return readProc(pid, 'cmdline')?.replaceAll('\0', ' ').trim() || null;
}

/** Whether a process with this pid is running. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function linuxStartTime(pid: number): string | null {
  // Field 22, counted after the command, which is in brackets and may contain blanks; a zombie is not running.
  const fields = readProc(pid, 'stat')?.split(') ').at(-1)?.split(' ');
  return fields === undefined || fields[0] === 'Z' ? null : (fields[19] ?? null);
}

function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}

function ps(pid: number, column: string): string | null {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return (
      execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio }).trim() || null
    );
  } catch {
    return null;
  }
}
