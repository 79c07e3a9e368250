/** What a chart says at one place: where that is, and the value of everything drawn there. */
export interface Reading {
  readonly title: string;
  readonly lines: readonly {
    /** Empty where the title says what the value is of. */
    readonly name: string;
    readonly value: string;
    readonly colour?: string;
  }[];
}

/** The reading as one sentence, for those who hear it. */
export function spoken({ title, lines }: Reading): string {
  return `${title}: ${lines.map(({ name, value }) => `${name} ${value}`.trim()).join(', ')}.`;
}

const next = (place: number, count: number) => Math.min(count - 1, place + 1);
const previous = (place: number, count: number) => (place < 0 ? count - 1 : Math.max(0, place - 1));

/** Where a key leads from a place, of so many. */
const MOVES = new Map<string, (place: number, count: number) => number>(
  Object.entries({
    ArrowRight: next,
    ArrowDown: next,
    ArrowLeft: previous,
    ArrowUp: previous,
    Home: () => 0,
    End: (_, count) => count - 1,
    Escape: () => -1,
  }),
);

/** The place that a key leads to, of `count` from 0; -1 is none. Null for a key that does not move. */
export function movedBy(key: string, place: number, count: number): number | null {
  return MOVES.get(key)?.(place, count) ?? null;
}

/** The index of the position nearest to `wanted`, of ascending positions; -1 for none. */
export function nearestIndex(positions: readonly number[], wanted: number): number {
  let best = -1;
  for (let index = 0; index < positions.length; index += 1)
    if (best < 0 || Math.abs(positions[index]! - wanted) < Math.abs(positions[best]! - wanted)) best = index;
  return best;
}
