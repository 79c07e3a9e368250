/** Which rows repeat one another over some columns. */
export interface DistinctRows {
  /** The first row of each kind, in order. */
  readonly first: Int32Array;
  /** How many rows are of each kind. */
  readonly counts: Float64Array;
  /** The kind of each row. */
  readonly kindOf: Int32Array;
}

/** Finds rows that are equal in every column, by open addressing on their bits. O(rows × columns). */
export function distinctRows(columns: readonly Float64Array[]): DistinctRows {
  const rows = columns[0]!.length;
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * rows))) - 1;
  const places = new Int32Array(mask + 1).fill(-1);
  const kindOf = new Int32Array(rows);
  const first = new Int32Array(rows);
  const counts = new Float64Array(rows);
  const halves = columns.map(({ buffer, byteOffset }) => new Int32Array(buffer, byteOffset, 2 * rows));
  let kinds = 0;
  for (let i = 0; i < rows; i++) {
    let hash = 0;
    for (const half of halves) {
      hash = Math.imul(hash ^ half[2 * i]!, 0x9e3779b1);
      hash = Math.imul((hash ^ (hash >>> 15)) + half[2 * i + 1]!, 0x85ebca6b);
    }
    let place = (hash ^ (hash >>> 13)) & mask;
    for (; places[place] !== -1; place = (place + 1) & mask) {
      const other = first[places[place]!]!;
      if (columns.every((column) => column[i] === column[other])) break;
    }
    if (places[place] === -1) {
      places[place] = kinds;
      first[kinds++] = i;
    }
    kindOf[i] = places[place]!;
    counts[kindOf[i]!]!++;
  }
  return { first: first.slice(0, kinds), counts: counts.slice(0, kinds), kindOf };
}
