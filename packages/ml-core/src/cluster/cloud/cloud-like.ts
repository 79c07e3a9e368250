import { createMatrix } from '../../matrix.js';
import type { Random } from '../../random.js';
import { sampleRows } from '../../sample-rows.js';
import type { Matrix } from '../../types.js';
import { nearestUnimodal } from './nearest-unimodal.js';
import { normalQuantile } from './normal-quantile.js';

/** Draws one more table without groups. */
export type DrawCloud = (random: Random) => Matrix;

/** Keeps the correlations of columns that repeat each other invertible. */
const RIDGE = 1e-6;

/**
 * What X would look like if its rows were one cloud. Each column keeps its values, as far as they have one peak, and the
 * numbers their rank correlations: a normal copula joins them. Columns that encode one attribute, the levels of a
 * category, stay together and are drawn without the others. O(columns² × rows) for it and for each draw.
 * @param sourceIndex the attribute of each column of X
 * @param size rows of a table that is drawn, at most those of X
 */
export function cloudLike(X: Matrix, sourceIndex: ArrayLike<number>, size = X.rows): DrawCloud {
  const { rows, columns } = X;
  const attributes = columnsOfEach(sourceIndex, columns);
  const numbers = attributes.flatMap((own) => (own.length === 1 ? own : []));
  const categories = attributes.filter((own) => own.length > 1);
  const ordered = numbers.map((column) => orderOf(rows, (row) => X.data[row * columns + column]!));
  const values = numbers.map((column, i) =>
    nearestUnimodal(Float64Array.from(ordered[i]!, (row) => X.data[row * columns + column]!)),
  );
  const factor = cholesky(numbers.map((column, i) => normalScores(X, column, ordered[i]!)));
  return (random) => {
    const cloud = createMatrix(size, columns);
    const normals = numbers.map(() => Float64Array.from({ length: size }, () => random.normal()));
    for (const [i, column] of numbers.entries()) {
      const places = orderOf(size, combine(normals, factor[i]!));
      const ranks = sampleRows(rows, size, random);
      for (let rank = 0; rank < size; rank++) {
        cloud.data[places[rank]! * columns + column] = values[i]![ranks[rank]!]!;
      }
    }
    for (const own of categories) {
      const from = Int32Array.from({ length: rows }, (_, row) => row);
      random.shuffle(from);
      for (let row = 0; row < size; row++) {
        for (const column of own) cloud.data[row * columns + column] = X.data[from[row]! * columns + column]!;
      }
    }
    return cloud;
  };
}

function columnsOfEach(sourceIndex: ArrayLike<number>, columns: number): number[][] {
  const attributes = new Map<number, number[]>();
  for (let column = 0; column < columns; column++) {
    const known = attributes.get(sourceIndex[column]!);
    if (known) known.push(column);
    else attributes.set(sourceIndex[column]!, [column]);
  }
  return [...attributes.values()];
}

/** Rows by ascending value; equal ones in order. */
function orderOf(rows: number, value: (row: number) => number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, row) => row).sort((a, b) => value(a) - value(b));
}

/** A column as a standard normal variable of the same order; equal values share their middle rank. */
function normalScores({ rows, columns, data }: Matrix, column: number, order: Uint32Array): Float64Array {
  const scores = new Float64Array(rows);
  const valueAt = (rank: number) => data[order[rank]! * columns + column]!;
  for (let from = 0, to = 0; from < rows; from = to) {
    while (to < rows && valueAt(to) === valueAt(from)) to++;
    const score = normalQuantile((from + to) / 2 / rows);
    for (let rank = from; rank < to; rank++) scores[order[rank]!] = score;
  }
  const deviation = Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / rows) || 1;
  return scores.map((score) => score / deviation);
}

/** The lower triangle whose product with its transpose is the correlations of the variables. */
function cholesky(variables: readonly Float64Array[]): Float64Array[] {
  const factor: Float64Array[] = [];
  for (const [i, variable] of variables.entries()) {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++) {
      let rest = i === j ? 1 + RIDGE : correlation(variable, variables[j]!);
      const other = i === j ? row : factor[j]!;
      for (let l = 0; l < j; l++) rest -= row[l]! * other[l]!;
      row[j] = i === j ? Math.sqrt(Math.max(rest, RIDGE)) : rest / other[j]!;
    }
    factor.push(row);
  }
  return factor;
}

function correlation(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum / a.length;
}

/** For each row the weighted sum of the first variables. */
function combine(variables: readonly Float64Array[], weights: Float64Array): (row: number) => number {
  const sums = new Float64Array(variables[0]!.length);
  for (let j = 0; j < weights.length; j++) {
    const weight = weights[j]!;
    const variable = variables[j]!;
    for (let row = 0; row < sums.length; row++) sums[row]! += weight * variable[row]!;
  }
  return (row) => sums[row]!;
}
