/**
 * Pairs rows with columns one to one so that the sum of the paired values is greatest; -1 for rows left over.
 * Values are at least 0. The Hungarian method with potentials (Kuhn 1955, Munkres 1957), O(n³) for n the longer side.
 */
export function assignMost(values: readonly (readonly number[])[]): Int32Array {
  const rows = values.length;
  const columns = values[0]?.length ?? 0;
  const n = Math.max(rows, columns);
  // Padded to a square and numbered from 1: column 0 holds the row that is looking for a partner.
  const cost = (i: number, j: number) => -(values[i - 1]?.[j - 1] ?? 0);
  const rowPotential = new Float64Array(n + 1);
  const columnPotential = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1);
  for (let i = 1; i <= n; i++) {
    rowOf[0] = i;
    const previous = augment(n, cost, rowPotential, columnPotential, rowOf);
    let column = previous.end;
    while (column !== 0) {
      const before = previous.of[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    }
  }
  const assigned = new Int32Array(rows).fill(-1);
  for (let j = 1; j <= columns; j++) if (rowOf[j]! <= rows) assigned[rowOf[j]! - 1] = j - 1;
  return assigned;
}

/** The cheapest path from the row in column 0 to a free column: the path's end, and the column before each column. */
function augment(
  n: number,
  cost: (i: number, j: number) => number,
  rowPotential: Float64Array,
  columnPotential: Float64Array,
  rowOf: Int32Array,
): { end: number; of: Int32Array } {
  const slack = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const visited = new Uint8Array(n + 1);
  const of = new Int32Array(n + 1);
  let column = 0;
  while (rowOf[column] !== 0) {
    visited[column] = 1;
    const row = rowOf[column]!;
    let nearest = 0;
    let delta = Number.POSITIVE_INFINITY;
    for (let j = 1; j <= n; j++) {
      if (visited[j]) continue;
      const reduced = cost(row, j) - rowPotential[row]! - columnPotential[j]!;
      if (reduced < slack[j]!) {
        slack[j] = reduced;
        of[j] = column;
      }
      if (slack[j]! < delta) {
        delta = slack[j]!;
        nearest = j;
      }
    }
    for (let j = 0; j <= n; j++) {
      if (visited[j]) {
        rowPotential[rowOf[j]!]! += delta;
        columnPotential[j]! -= delta;
      } else {
        slack[j]! -= delta;
      }
    }
    column = nearest;
  }
  return { end: column, of };
}
