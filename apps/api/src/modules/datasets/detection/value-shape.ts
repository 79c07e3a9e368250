import { readText, type ValueReading } from '../values/value-reading.js';
import type { ColumnFacts } from './column-facts.js';
import type { ValueRange } from './try-readings.js';

/** Parts of a range that a small picture shows. */
const PARTS = 12;
const LEVELS = 12;

/**
 * How the values of a column are spread, for a small picture: how many of the sample lie in each of twelve parts of the range of
 * numbers or dates, or how many rows have each level of a category, the most frequent first. Empty where neither is known.
 */
export function valueShape(facts: ColumnFacts, reading: ValueReading, range: ValueRange | null): number[] {
  if (range === null) {
    if (reading.type !== 'CATEGORY' && reading.type !== 'BOOLEAN') return [];
    return [...(facts.counts?.values() ?? [])].sort((a, b) => b - a).slice(0, LEVELS);
  }
  const [low, high] = [placeOf(range.lowest), placeOf(range.highest)];
  const counts = new Array<number>(PARTS).fill(0);
  for (const text of facts.sample) {
    const value = readText(text, reading);
    if (value === undefined || value === null || typeof value === 'boolean') continue;
    const share = high === low ? 0.5 : (placeOf(value) - low) / (high - low);
    const part = Math.min(PARTS - 1, Math.max(0, Math.floor(share * PARTS)));
    counts[part] = counts[part]! + 1;
  }
  return counts;
}

function placeOf(value: number | string): number {
  return typeof value === 'number' ? value : Date.parse(`${value}Z`);
}
