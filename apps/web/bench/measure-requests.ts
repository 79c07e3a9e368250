import { processorTime } from './processor-time';
import { type TimeFigures, timeFigures } from './time-figures';

/** What a request takes and costs, in milliseconds. */
export interface RequestFigures extends TimeFigures {
  /** The first after a change, and what it cost both processes. */
  readonly changed: number;
  readonly changedProcessor: number;
  /** Of the processor of the API and of PostgreSQL, each time. */
  readonly api: number;
  readonly postgres: number;
  /** Of the last answer, as whoever sent the request counts it. */
  readonly size: number;
}

/** Requests before those that are measured. */
const WARM = 3;

/** Sends a request once after a change, then some to warm up, then so many times; `send` tells the size of the answer. */
export async function measureRequests(
  pid: number,
  send: () => Promise<number>,
  times: number,
): Promise<RequestFigures> {
  let size = 0;
  const ask = async () => {
    const start = performance.now();
    size = await send();
    return performance.now() - start;
  };
  const first = processorTime(pid);
  const changed = await ask();
  const then = processorTime(pid);
  for (let i = 0; i < WARM; i++) await ask();
  const before = processorTime(pid);
  const took: number[] = [];
  for (let i = 0; i < times; i++) took.push(await ask());
  const after = processorTime(pid);
  return {
    changed,
    changedProcessor: 1000 * (then.own + then.started - first.own - first.started),
    ...timeFigures(took),
    api: (1000 * (after.own - before.own)) / times,
    postgres: (1000 * (after.started - before.started)) / times,
    size,
  };
}
