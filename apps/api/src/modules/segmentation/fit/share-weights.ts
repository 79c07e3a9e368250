import {
  applyPreprocessor,
  type ComputedColumn,
  columnsTogether,
  computedColumns,
  type FeatureTable,
  type Matrix,
  type Preprocessor,
  weighColumns,
} from '@holdfast/ml-core';

/** Rows with the encoding in which one concept counts once. */
export interface SharedWeights {
  readonly preprocessor: Preprocessor;
  readonly X: Matrix;
  /** Names of the columns of each group that says nearly the same. */
  readonly together: readonly (readonly string[])[];
  readonly computed: readonly CountedColumn[];
}

/** A column that follows from others, and how many times it counts beside them. */
export interface CountedColumn {
  readonly column: string;
  readonly parts: readonly string[];
  readonly counts: number;
}

/** Among fewer rows, columns move together by chance. */
const LEAST_ROWS = 30;
/** The least weight there is: by how far two customers are apart that way decides nothing any more. */
const NOTHING = 1e-6;
/** How many times each of three columns counts of which any two give the third. */
const TWO_OF_THREE = 2 / 3;

/**
 * Encodes rows so that one concept does not count as often as there are columns for it.
 *
 * Of g columns that say nearly the same, each counts 1/√g times, so that all of them add to a squared distance what one
 * would. (Three planted groups in two numbers, beside five copies of a number that says nothing of them: adjusted Rand
 * index 0.00 without it and 0.90 with it, the mean of twenty tables; beside one copy 0.90.)
 *
 * A total counts not at all beside the columns that it is of, as they say all of it. (The same groups beside two or four
 * numbers that say nothing of them: 0.91 and 0.90, with their total 0.27 and 0.27, with a total that counts nothing 0.91 and
 * 0.90. Were the total and its four parts to count four times together, 0.34.) A product is another matter: it says
 * something that a sum of its parts does not, and of a ratio and its two columns neither is the one that was computed. These
 * three add to a squared distance what two columns would. (Beside two numbers, their ratio 0.41 and this way 0.91.)
 * @param weighed columns whose weight was asked for: none of them is taken for computed
 */
export function shareWeights(
  preprocessor: Preprocessor,
  table: FeatureTable,
  weighed: readonly string[] = [],
): SharedWeights {
  const X = applyPreprocessor(preprocessor, table);
  if (table.rows < LEAST_ROWS) return { preprocessor, X, together: [], computed: [] };
  const features = { rows: table.rows, columns: table.columns.slice(0, preprocessor.columns.length) };
  const computed = computedColumns(features, weighed);
  const totals = computed.filter(({ kind }) => kind === 'sum').map(({ column }) => column);
  const groups = columnsTogether(withoutColumns(X, preprocessor, totals), preprocessor.sourceIndex);
  if (groups.length + computed.length === 0) return { preprocessor, X, together: [], computed: [] };
  const together = groups.map((group) => group.map((source) => preprocessor.columns[source]!.name));
  const weights = new Map<string, number>();
  const weigh = (names: readonly string[], weight: number) => {
    for (const name of names) weights.set(name, (weights.get(name) ?? 1) * weight);
  };
  for (const names of together) weigh(names, 1 / Math.sqrt(names.length));
  for (const { kind, column, parts } of computed) {
    if (kind === 'product') weigh([column, ...parts], Math.sqrt(TWO_OF_THREE));
  }
  for (const column of totals) weights.set(column, NOTHING);
  const shared = weighColumns(preprocessor, weights);
  return {
    preprocessor: shared,
    X: applyPreprocessor(shared, table),
    together,
    computed: computed.map(countOf),
  };
}

function countOf({ kind, column, parts }: ComputedColumn): CountedColumn {
  return { column, parts, counts: kind === 'sum' ? 0 : TWO_OF_THREE };
}

/** The rows as if some attributes did not vary. */
function withoutColumns(X: Matrix, { columns, sourceIndex }: Preprocessor, names: readonly string[]): Matrix {
  if (names.length === 0) return X;
  const data = X.data.slice();
  for (let j = 0; j < X.columns; j++) {
    if (!names.includes(columns[sourceIndex[j]!]!.name)) continue;
    for (let row = 0; row < X.rows; row++) data[row * X.columns + j] = 0;
  }
  return { ...X, data };
}
