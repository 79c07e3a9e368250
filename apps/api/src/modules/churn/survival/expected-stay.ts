import { type LifeTable, remainingTime } from '@holdfast/ml-core';
import { say } from './messages.js';
import type { ExpectedStay } from './survival.types.js';

/** Customers whose staying was counted together. */
export interface StayingGroup {
  readonly name: string;
  /** The key of the segment that they are; null if they are none. */
  readonly key: string | null;
  readonly table: LifeTable;
}

/** The time ahead that is looked at. */
export interface Ahead {
  /** The column that tells the tenure. */
  readonly tenure: string;
  readonly horizon: number;
  readonly unit: string | null;
}

/** How long customers of a dataset stay, by the key of their segment and all together. */
export interface StayingCustomers extends Ahead {
  readonly all: StayingGroup;
  readonly segments: ReadonlyMap<string, StayingGroup>;
}

/** Fewer of them who left say nothing of one segment; then all customers do. */
const MIN_LEFT = 10;

/**
 * How long a customer of this tenure is expected to stay: like the others of the segment, or like all where too few of it
 * have left. Null for a tenure beyond all others.
 */
export function stayOfCustomer(
  { all, segments, ...ahead }: StayingCustomers,
  tenure: number,
  segmentKey: string | null,
): ExpectedStay | null {
  const segment = segmentKey === null ? undefined : segments.get(segmentKey);
  const told = segment && sum(segment.table.events) >= MIN_LEFT ? [segment, all] : [all];
  for (const group of told) {
    const lasted = { from: Float64Array.of(tenure), weights: Float64Array.of(1) };
    const seen = endOf(group.table) - tenure;
    const stay = seen > 0 ? toStay(group, lasted, Math.min(ahead.horizon, seen), ahead) : null;
    if (stay !== null) return stay;
  }
  return null;
}

/** The same of all who are still here in a group: those of them whose tenure leaves most to see. */
export function stayOfGroup(group: StayingGroup, ahead: Ahead): ExpectedStay | null {
  const { times, censored } = group.table;
  const end = endOf(group.table);
  const here = [...times.keys()].filter((i) => censored[i]! > 0 && times[i]! < end);
  if (here.length === 0) return null;
  const horizon = Math.min(ahead.horizon, end - times[here[0]!]!);
  const seen = here.filter((i) => times[i]! + horizon <= end);
  const lasted = {
    from: Float64Array.from(seen, (i) => times[i]!),
    weights: Float64Array.from(seen, (i) => censored[i]!),
  };
  return toStay(group, lasted, horizon, ahead);
}

function toStay(
  { name, key, table }: StayingGroup,
  lasted: Parameters<typeof remainingTime>[1],
  horizon: number,
  { horizon: wanted, unit, tenure }: Ahead,
): ExpectedStay | null {
  const found = remainingTime(table, lasted, horizon);
  if (found === null) return null;
  const { mean, low, high } = found;
  const atLeast = horizon < wanted;
  return {
    mean,
    interval: { low, high },
    ...{ horizon, atLeast, unit, among: name, segmentKey: key },
    customers: sum(table.events) + sum(table.censored),
    text: say().stay({ mean, low, high, horizon, unit, tenure, atLeast }),
  };
}

function endOf({ times, events, censored }: LifeTable): number {
  const last = times.findLastIndex((_, i) => events[i]! + censored[i]! > 0);
  return last < 0 ? 0 : times[last]!;
}

const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
