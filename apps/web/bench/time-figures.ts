import { readFileSync } from 'node:fs';

/** Milliseconds that something took, of so many times. */
export interface TimeFigures {
  readonly times: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What most, almost all and nearly all of some times were. */
export function timeFigures(milliseconds: readonly number[]): TimeFigures {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { times: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Bytes that a process holds in memory; 0 where there is no /proc. */
export function memoryOfProcess(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
