/** Points in columns, ready for a line. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** The corners of a step function that starts at (0, start), takes each value at its time, and goes on to the end. */
export function stepPoints(
  times: readonly number[],
  values: readonly number[],
  { start, end }: { start: number; end: number },
): Points {
  const x = [0];
  const y = [start];
  let last = start;
  for (const [i, time] of times.entries()) {
    x.push(time, time);
    y.push(last, values[i]!);
    last = values[i]!;
  }
  return { x: [...x, Math.max(end, x.at(-1)!)], y: [...y, last] };
}
