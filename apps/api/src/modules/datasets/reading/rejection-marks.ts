/** The two columns that stand in front of rejected rows that are given back; the second pair where a file has the first. */
const MARKS = [
  ['line', 'cause'],
  ['rejected_line', 'rejected_cause'],
] as const;

/** The names of the columns in front of the rejected rows of a file. */
export function rejectionColumns(names: readonly string[]): readonly string[] {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  return MARKS.find((pair) => pair.every((name) => !taken.has(name))) ?? ['holdfast_line', 'holdfast_cause'];
}

/** Whether a file is one of rejected rows that was given back, and repaired since. */
export function isRepaired([first, second]: readonly string[]): boolean {
  return MARKS.some(([line, cause]) => first === line && second === cause);
}

/** How many columns of a file stand in front of its own: two of rejected rows that were given back. */
export function columnsInFront(names: readonly string[]): number {
  return isRepaired(names) ? 2 : 0;
}
