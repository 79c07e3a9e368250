import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import {
  requireFinite,
  requireInteger,
  requireLength,
  requireNumbers,
  requireObject,
} from '../validation.js';

/** How long some rows lasted, counted by time: those that ended then, and those that were last seen then. */
export interface LifeTable {
  /** At least 0, ascending, each once. */
  readonly times: Float64Array;
  /** Rows to which it happened at each time. */
  readonly events: Float64Array;
  /** Rows to which it had not happened when they were last seen at each time. */
  readonly censored: Float64Array;
}

/** Throws unless a table is in order and has a row. */
export function requireLifeTable(name: string, table: LifeTable): void {
  const { times, events, censored } = requireObject(name, table);
  requireNumbers(`${name}.times`, times);
  requireFinite(`${name}.times`, times);
  let rows = 0;
  for (const [part, counts] of Object.entries({ events, censored })) {
    requireLength(`${name}.${part}`, counts, `${name}.times`, times.length);
    for (let i = 0; i < counts.length; i++) {
      requireInteger(`${name}.${part}[${i}]`, counts[i]!, 0);
      rows += counts[i]!;
    }
  }
  for (let i = 0; i < times.length; i++) {
    const least = i === 0 ? 0 : times[i - 1]!;
    if (times[i]! >= least && (i === 0 || times[i]! > least)) continue;
    throw new InvalidParameterError(
      `${name}.times[${i}] is ${times[i]}; it must be ${i === 0 ? 'at least 0' : `above ${least}`}`,
    );
  }
  if (rows === 0) throw new DegenerateDataError(`${name} has no rows; it must have at least 1`);
}

/** How many rows have lasted until each time: those that end or are last seen then or later. */
export function atRisk({ times, events, censored }: LifeTable): Float64Array {
  const risk = new Float64Array(times.length);
  let left = 0;
  for (let i = times.length - 1; i >= 0; i--) {
    left += events[i]! + censored[i]!;
    risk[i] = left;
  }
  return risk;
}
