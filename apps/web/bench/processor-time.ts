import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second: 100 on every Linux that Node runs on. */
const TICKS = 100;

interface Usage {
  readonly pid: number;
  readonly parent: number;
  readonly seconds: number;
}

/** The processor seconds that a process and those that it started, PostgreSQL, have taken; zeros where there is no /proc. */
export function processorTime(pid: number): { readonly own: number; readonly started: number } {
  const all = pids().flatMap(usageOf);
  const family = familyAmong(all, pid);
  const own = all.find((process) => process.pid === pid)?.seconds ?? 0;
  const sum = all
    .filter((process) => family.has(process.pid))
    .reduce((total, { seconds }) => total + seconds, 0);
  return { own, started: sum - own };
}

/** A process and those that it started, and those that they did. */
export function familyOf(pid: number): number[] {
  return [...familyAmong(pids().flatMap(usageOf), pid)];
}

function familyAmong(all: readonly Usage[], pid: number): Set<number> {
  const family = new Set([pid]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const { pid: child, parent } of all) if (family.has(parent)) family.add(child);
  }
  return family;
}

function pids(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function usageOf(pid: number): Usage[] {
  try {
    // The name, in brackets, may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    // With its children that have ended: sessions of PostgreSQL come and go.
    const seconds = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
    return [{ pid, parent: Number(fields[1]), seconds }];
  } catch {
    return [];
  }
}
