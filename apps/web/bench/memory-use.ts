import { readFileSync } from 'node:fs';
import { familyOf } from './processor-time';

/** Bytes that a process and those that it started hold, what they share counted once; 0 where there is no /proc. */
export function memoryOf(pid: number): number {
  return familyOf(pid).reduce((sum, one) => sum + proportionOf(one), 0);
}

/** The most memory that was above the beginning, and the processor seconds that watching took. */
export interface Watched {
  readonly bytes: number;
  readonly seconds: number;
}

/** Watches that memory until it is stopped. */
export function watchMemory(pid: number): () => Watched {
  const rest = memoryOf(pid);
  let most = rest;
  let seconds = 0;
  const timer = setInterval(() => {
    const before = process.cpuUsage();
    most = Math.max(most, memoryOf(pid));
    const { user, system } = process.cpuUsage(before);
    seconds += (user + system) / 1e6;
  }, 200);
  return () => {
    clearInterval(timer);
    return { bytes: most - rest, seconds };
  };
}

function proportionOf(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
