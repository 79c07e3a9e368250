import { middle } from '../place-labels';
import type { Cloud } from './painter';

/** The middle of a segment on the whole map, in pixels, and how many customers of it are there. */
export interface SegmentMiddle {
  readonly index: number;
  readonly customers: number;
  readonly x: number;
  readonly y: number;
}

/** A middle is told by so many points of a segment. */
const ENOUGH = 2001;

/** Where each segment has its middle. Points are in random order, so that the first of a segment stand for all of it. */
export function segmentMiddles({ x, y, segment }: Cloud): SegmentMiddle[] {
  const found = new Map<number, { customers: number; x: number[]; y: number[] }>();
  for (let i = 0; i < segment.length; i++) {
    const own = found.get(segment[i]!) ?? { customers: 0, x: [], y: [] };
    if (own.customers === 0) found.set(segment[i]!, own);
    own.customers += 1;
    if (own.customers > ENOUGH) continue;
    own.x.push(x[i]!);
    own.y.push(y[i]!);
  }
  return [...found]
    .map(([index, own]) => ({ index, customers: own.customers, x: middle(own.x), y: middle(own.y) }))
    .sort((a, b) => a.index - b.index);
}
