import { say } from '../messages.js';

/** Customers that went from one segment to another; null where they were not in the one, or no longer in the other. */
export interface Flow {
  readonly fromKey: string | null;
  readonly toKey: string | null;
  readonly customers: number;
}

/** What can become of a segment. */
export type SegmentEventKind = 'KEPT' | 'SPLIT' | 'MERGED' | 'NEW' | 'GONE';

/** What became of segments, with a sentence. */
export interface SegmentEvent {
  readonly kind: SegmentEventKind;
  readonly keys: string[];
  readonly sentence: string;
}

/** Of a segment's customers that went together, or of a new one's that came from one. */
const MOST = 0.5;
/** A part of a segment that is large enough to be one of the parts it was split into, or put together from. */
const PART = 0.1;

/**
 * What became of each segment, after the idea of MONIC (Spiliopoulou et al., KDD 2006). A segment is SPLIT into those
 * that each hold a tenth of it and consist mostly of it, if they are at least two; segments are MERGED in one that
 * holds most of each and a tenth of which each of them is. Of the others, KEPT have their key in both, GONE and NEW in
 * one. Every key of both sides is in at least one event.
 */
export function segmentEvents(
  flows: readonly Flow[],
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): SegmentEvent[] {
  const count = (from: string | null, to: string | null) =>
    flows.find(({ fromKey, toKey }) => fromKey === from && toKey === to)?.customers ?? 0;
  const sum = (side: 'fromKey' | 'toKey', key: string) =>
    flows.reduce((total, flow) => total + (flow[side] === key ? flow.customers : 0), 0);
  const [olds, news] = [[...before.keys()], [...now.keys()]];
  const shareOf = (old: string, to: string) => count(old, to) / Math.max(1, sum('fromKey', old));
  const shareFrom = (old: string, to: string) => count(old, to) / Math.max(1, sum('toKey', to));
  const oldName = (key: string) => before.get(key)!;
  const newName = (key: string) => now.get(key)!;
  const told = say().events;

  const splits = olds.flatMap((old): SegmentEvent[] => {
    const parts = news.filter((to) => shareOf(old, to) >= PART && shareFrom(old, to) >= MOST);
    if (parts.length < 2) return [];
    const into = parts.map((to) => ({ name: newName(to), share: shareOf(old, to) }));
    const sentence = told.split(oldName(old), into);
    return [{ kind: 'SPLIT', keys: [...new Set([old, ...parts])], sentence }];
  });
  const merges = news.flatMap((to): SegmentEvent[] => {
    const parts = olds.filter((old) => shareOf(old, to) >= MOST && shareFrom(old, to) >= PART);
    if (parts.length < 2) return [];
    const of = parts.map((old) => ({ name: oldName(old), share: shareFrom(old, to) }));
    const sentence = told.merged(newName(to), of);
    return [{ kind: 'MERGED', keys: [...new Set([to, ...parts])], sentence }];
  });
  const changed = new Set([...splits, ...merges].flatMap(({ keys }) => keys));
  const kept = olds.filter((key) => now.has(key) && !changed.has(key));
  const gone = olds.filter((key) => !now.has(key) && !changed.has(key));
  const born = news.filter((key) => !before.has(key) && !changed.has(key));
  return [
    ...kept.map((key): SegmentEvent => {
      const sentence = told.kept({
        before: oldName(key),
        now: newName(key),
        share: shareOf(key, key),
        customersBefore: sum('fromKey', key),
        customersNow: sum('toKey', key),
      });
      return { kind: 'KEPT', keys: [key], sentence };
    }),
    ...splits,
    ...merges,
    ...gone.map((key): SegmentEvent => {
      const to = largest(news, (next) => count(key, next));
      const whither = to && count(key, to) > 0 ? newName(to) : null;
      return { kind: 'GONE', keys: [key], sentence: told.gone(oldName(key), whither) };
    }),
    ...born.map((key): SegmentEvent => {
      const from = largest<string | null>([...olds, null], (old) => count(old, key));
      const whence = from === null ? null : oldName(from!);
      return { kind: 'NEW', keys: [key], sentence: told.born(newName(key), whence) };
    }),
  ];
}

/** Of the customers who were in a segment before and are in one now, the share whose segment has the same key. */
export function keptShareOf(flows: readonly Flow[]): { shared: number; keptShare: number } {
  const both = flows.filter(({ fromKey, toKey }) => fromKey !== null && toKey !== null);
  const shared = both.reduce((sum, { customers }) => sum + customers, 0);
  const kept = both.reduce((sum, flow) => sum + (flow.fromKey === flow.toKey ? flow.customers : 0), 0);
  return { shared, keptShare: shared === 0 ? 0 : kept / shared };
}

function largest<T>(items: readonly T[], size: (item: T) => number): T | undefined {
  return [...items].sort((a, b) => size(b) - size(a))[0];
}
