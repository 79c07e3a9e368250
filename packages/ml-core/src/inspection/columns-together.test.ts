import { describe, expect, it } from 'vitest';
import type { FeatureColumn, FeatureTable } from '../preprocessing/feature-table.js';
import { applyPreprocessor, fitPreprocessor } from '../preprocessing/pipeline.js';
import { createRandom } from '../random.js';
import { columnsTogether } from './columns-together.js';

const ROWS = 500;
const draw = (seed: number) => {
  const random = createRandom(seed);
  return Float64Array.from({ length: ROWS }, () => random.normal());
};
const numbers = (values: Float64Array): FeatureColumn => ({ kind: 'numeric', name: 'number', values });
const levels = (of: (row: number) => number, count: number): FeatureColumn => ({
  kind: 'categorical',
  name: 'level',
  levels: Array.from({ length: count }, (_, level) => `${level}`),
  codes: Int32Array.from({ length: ROWS }, (_, row) => of(row)),
});
function together(...columns: FeatureColumn[]): number[][] {
  const named = columns.map((column, i) => ({ ...column, name: `column ${i}` }));
  const table: FeatureTable = { rows: ROWS, columns: named };
  const preprocessor = fitPreprocessor(table, { equalCategories: true, missingIndicator: false });
  return columnsTogether(applyPreprocessor(preprocessor, table), preprocessor.sourceIndex);
}
/** A column with the correlation r to another one, but for chance. */
const like = (values: Float64Array, r: number, seed: number) => {
  const noise = draw(seed);
  return values.map((value, row) => r * value + Math.sqrt(1 - r * r) * noise[row]!);
};

describe('columns that move together', () => {
  const [a, b] = [draw(1), draw(2)];

  it('are numbers that follow each other, up or down, in whatever unit', () => {
    const down = like(a, 0.98, 3).map((value) => 7 - 1000 * value);
    expect(together(numbers(a), numbers(b), numbers(down))).toEqual([[0, 2]]);
  });

  it('are none where they are merely alike', () => {
    expect(together(numbers(a), numbers(like(a, 0.9, 3)), numbers(b))).toEqual([]);
  });

  it('are categories whose levels go in pairs, and a number with the yes/no that it is', () => {
    const plan = (row: number) => row % 4;
    const renamed = (row: number) => (3 - (row % 4) + 1) % 4;
    const flag = Float64Array.from({ length: ROWS }, (_, row) => Number(row % 3 === 0));
    const said = levels((row) => Number(row % 3 !== 0), 2);
    const coarse = levels((row) => Math.min(2, row % 4), 3);
    expect(together(levels(plan, 4), numbers(flag), levels(renamed, 4), said, coarse)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('are one group where one leads to the next', () => {
    const next = like(a, 0.97, 3);
    const last = like(next, 0.97, 4);
    expect(together(numbers(last), numbers(b), numbers(a), numbers(next))).toEqual([[0, 2, 3]]);
  });

  it('are found whatever a column weighs, and never one that does not vary', () => {
    const X = { rows: 3, columns: 3, data: Float64Array.of(1, 100, 5, 2, 200, 5, 4, 400, 5) };
    expect(columnsTogether(X, Int32Array.of(0, 1, 2))).toEqual([[0, 1]]);
    expect(
      columnsTogether({ rows: 1, columns: 2, data: Float64Array.of(1, 2) }, Int32Array.of(0, 1)),
    ).toEqual([]);
  });
});
