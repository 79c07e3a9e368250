import { readFileSync } from 'node:fs';
import { familyOf } from './processor-time';

/** Bytes that a process and those that it started hold, what they share counted once; 0 where there is no /proc. */
export function memoryOf(pid: number): number {
  return familyOf(pid).reduce((sum, one) => sum + proportionOf(one), 0);
}

/** Watches that memory until it is stopped; answers with the most that was above the beginning. */
export function watchMemory(pid: number): () => number {
  const rest = memoryOf(pid);
  let most = rest;
  const timer = setInterval(() => {
    most = Math.max(most, memoryOf(pid));
  }, 200);
  return () => {
    clearInterval(timer);
    return most - rest;
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
