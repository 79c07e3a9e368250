import { firstAbove, firstAtLeast } from '../binary-search.js';

/** Shares of the rows at which a number is cut. */
const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
/** A cut may move by this share of the rows to become a rounder number. */
const LEEWAY = 0.025;

/**
 * Places to cut a column at about its deciles, moved to round numbers: rows are "under 50", not "under 48.35". A cut c
 * separates the values below c from those at or above it; where many values are equal, there are cuts on both sides.
 *
 * @param sorted known values, ascending
 * @returns cuts, ascending, each separating the values at a different place
 */
export function readableCuts(sorted: Float64Array): number[] {
  const n = sorted.length;
  const cuts = new Map<number, number>();
  const add = (below: number, above: number) => {
    const cut = roundestBetween(below, above);
    cuts.set(firstAtLeast(sorted, cut, 0, n), cut);
  };
  for (const share of SHARES) {
    const at = sorted[Math.floor(share * n)]!;
    const low = sorted[Math.max(0, Math.floor((share - LEEWAY) * n))]!;
    const high = sorted[Math.min(n - 1, Math.floor((share + LEEWAY) * n))]!;
    if (low < high) {
      add(low, high);
      continue;
    }
    const before = sorted[firstAtLeast(sorted, at, 0, n) - 1];
    const after = sorted[firstAbove(sorted, at, 0, n)];
    if (before !== undefined) add(before, at);
    if (after !== undefined) add(at, after);
  }
  return [...cuts.values()].sort((a, b) => a - b);
}

/** The number in (low, high] with the fewest digits; among equals the one nearest the middle. low < high. */
export function roundestBetween(low: number, high: number): number {
  if (low < 0 && high >= 0) return 0;
  const middle = low + (high - low) / 2;
  const magnitude = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high)))) + 1;
  for (let power = magnitude; power > magnitude - 15; power--) {
    for (const digit of [10, 5, 2]) {
      const step = digit * 10 ** (power - 1);
      const candidates = [Math.floor(middle / step), Math.ceil(middle / step)]
        .map((multiple) => Number((multiple * step).toPrecision(14)))
        .filter((candidate) => candidate > low && candidate <= high);
      const nearest = candidates.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
      if (nearest !== undefined) return nearest;
    }
  }
  return high;
}
