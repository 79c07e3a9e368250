import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { trimMemory } from './duckdb/trim-memory.js';

const EVERY_MS = 5_000;
/** A process of whose threads all together keep a core busy for less than this share of the time is at rest. */
const BUSY = 0.05;
/** So many bytes more than at the last rest are worth a look. */
const WORTH_BYTES = 32 * 1024 * 1024;

type Collect = (options: { type: 'major'; flavor: 'last-resort' }) => void;

/**
 * Gives memory back while there is nothing to do: V8 lets garbage grow to several times of what is used, and keeps the room
 * that it once had under load; so does the C library with what threads of analyses had. Keeps no process alive.
 */
export function collectAtRest(): void {
  const collect = collector();
  // Of all threads: while an analysis works in another one this one waits, and its memory is in use.
  let before = process.cpuUsage();
  let kept = 0;
  const look = async () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    const busy = (user + system) / (1_000 * EVERY_MS);
    if (busy > BUSY || process.memoryUsage.rss() < kept + WORTH_BYTES) return;
    kept = Number.POSITIVE_INFINITY;
    collect?.({ type: 'major', flavor: 'last-resort' });
    // What cannot be given back stays; the next rest tries again.
    await trimMemory().catch(() => {});
    kept = process.memoryUsage.rss();
  };
  setInterval(look, EVERY_MS).unref();
}

/** What collects garbage; null where the engine does not let it be asked for. */
function collector(): Collect | null {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('typeof gc === "function" ? gc : null');
  return collect as Collect | null;
}
