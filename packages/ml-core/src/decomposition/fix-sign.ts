/** Entries that differ by rounding alone count as equally large: the first of them decides. */
const SAME_SIZE = 1 - 1e-9;

/** The direction, turned so that its largest entry is positive; the first one where several are as large. */
export function fixSign(direction: number[]): number[] {
  const largest = Math.max(...direction.map(Math.abs));
  const decisive = direction.find((value) => Math.abs(value) >= largest * SAME_SIZE)!;
  return decisive < 0 ? direction.map((value) => -value) : direction;
}
