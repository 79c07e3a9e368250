import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY_MS = 5_000;
/** A thread that was busy for less than this share of the time is at rest. */
const BUSY = 0.05;
/** Garbage of fewer bytes is left alone. */
const WORTH_BYTES = 32 * 1024 * 1024;

type Collect = (options: { type: 'major'; flavor: 'last-resort' }) => void;

/**
 * Gives memory back while there is nothing to do: V8 lets garbage grow to several times of what is used, and keeps the room
 * that it once had under load. Never ends, and keeps no process alive.
 */
export function collectAtRest(): void {
  const collect = collector();
  if (collect === null) return;
  let before = performance.eventLoopUtilization();
  let kept = 0;
  const look = () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization > BUSY || process.memoryUsage().heapTotal < kept + WORTH_BYTES) return;
    collect({ type: 'major', flavor: 'last-resort' });
    kept = process.memoryUsage().heapTotal;
  };
  setInterval(look, EVERY_MS).unref();
}

/** What collects garbage; null where the engine does not let it be asked for. */
function collector(): Collect | null {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('typeof gc === "function" ? gc : null');
  return collect as Collect | null;
}
