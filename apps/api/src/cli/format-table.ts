/**
 * A text table: the first column and those in `leftColumns` are left-aligned, the others right-aligned like figures.
 */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  leftColumns: readonly number[] = [],
): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const isLeft = (column: number) => column === 0 || leftColumns.includes(column);
  const format = (line: readonly string[]) =>
    line
      .map((text, column) => (isLeft(column) ? text.padEnd(widths[column]!) : text.padStart(widths[column]!)))
      .join('   ')
      .trimEnd();
  return [format(header), widths.map((width) => '-'.repeat(width)).join('   '), ...rows.map(format)].join(
    '\n',
  );
}
