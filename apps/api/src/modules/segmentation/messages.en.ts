import { labelOf } from './naming/column-concept.js';
import { formatCount, formatNumber, formatShare } from './naming/format-figure.js';

/** A segment that is part of another, and its share. */
export interface PartTold {
  readonly name: string;
  readonly share: number;
}

/** A segment that was kept. */
export interface KeptTold {
  readonly before: string;
  readonly now: string;
  readonly share: number;
  readonly customersBefore: number;
  readonly customersNow: number;
}

export const english = {
  events: {
    split: (name: string, parts: readonly PartTold[]) =>
      `“${name}” was split into ${listed(parts.map((part) => `“${part.name}” (${formatShare(part.share)})`))}.`,
    merged: (name: string, parts: readonly PartTold[]) =>
      `“${name}” is put together from ${listed(parts.map((part) => `“${part.name}” (${formatShare(part.share)} of it)`))}.`,
    kept: ({ before, now, share, customersBefore, customersNow }: KeptTold) => {
      const stayed = `kept ${formatShare(share)} of its ${formatCount(customersBefore)} customers`;
      const renamed = before === now ? '' : ` and is called “${now}” now`;
      return `“${before}” ${stayed}${renamed}, and has ${formatCount(customersNow)}.`;
    },
    /** `to` is where most of its customers are; null where nobody is left of them. */
    gone: (name: string, to: string | null) =>
      `“${name}” is gone${to === null ? '' : `; most of its customers are in “${to}”`}.`,
    /** `from` is null of customers who were not there before. */
    born: (name: string, from: string | null) =>
      `“${name}” is new, mostly ${from === null ? 'customers who were not there before' : `customers of “${from}”`}.`,
  },
  outlier: (column: string, value: number, end: { readonly at: number; readonly isHigh: boolean }) =>
    `${labelOf(column)} is ${formatNumber(value)}; all ordinary values ${end.isHigh ? 'end' : 'begin'} at ${formatNumber(end.at)}, and it counts as that.`,
};

/** The messages of the room. */
export type English = typeof english;

function listed(parts: readonly string[]): string {
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
