/** A label and where its middle should be, in pixels. */
export interface WantedLabel {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** How many lines it has; one if left out. */
  readonly lines?: readonly string[];
}

/** Heights of the middles at which no label covers another: each where it should be, else the next free place below, in steps of a line. */
export function placeLabels(labels: readonly WantedLabel[], line: number): number[] {
  const order = labels.map((_, index) => index).sort((a, b) => labels[a]!.y - labels[b]!.y);
  const placed: number[] = [];
  const done: number[] = [];
  const covers = (index: number, y: number) =>
    done.some(
      (other) =>
        Math.abs(labels[other]!.x - labels[index]!.x) < (labels[other]!.width + labels[index]!.width) / 2 &&
        Math.abs(placed[other]! - y) < (line * (linesOf(labels[other]!) + linesOf(labels[index]!))) / 2,
    );
  for (const index of order) {
    let { y } = labels[index]!;
    while (covers(index, y)) y += line / 2;
    placed[index] = y;
    done.push(index);
  }
  return placed;
}

function linesOf({ lines }: WantedLabel): number {
  return lines?.length ?? 1;
}

/** The middle one of some values; 0 of none. */
export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
