import { describe, expect, it } from 'vitest';
import { deserialiseModel, serialiseModel } from '../persistence.js';
import { encodeRecord } from './encode-record.js';
import type { FeatureTable } from './feature-table.js';
import { applyPreprocessor, fitPreprocessor } from './pipeline.js';
import { weighColumns } from './weigh-columns.js';

const table: FeatureTable = {
  rows: 4,
  columns: [
    { kind: 'numeric', name: 'spend', values: Float64Array.of(1, 2, 3, 4) },
    { kind: 'categorical', name: 'member', levels: ['no', 'yes'], codes: Int32Array.of(0, 0, 1, 0) },
    { kind: 'categorical', name: 'plan', levels: ['a', 'b', 'c'], codes: Int32Array.of(0, 1, 2, 2) },
  ],
};
const plain = fitPreprocessor(table);
const equal = fitPreprocessor(table, { equalCategories: true });
const recordOf = (row: number) => ({
  spend: row + 1,
  member: ['no', 'no', 'yes', 'no'][row]!,
  plan: ['a', 'b', 'c', 'c'][row]!,
});

/** The squared distance of two rows in the columns of one attribute. */
function apart(preprocessor: typeof plain, name: string, a: number, b: number): number {
  const { data, columns } = applyPreprocessor(preprocessor, table);
  const source = preprocessor.columns.findIndex((column) => column.name === name);
  let sum = 0;
  for (let j = 0; j < columns; j++)
    if (preprocessor.sourceIndex[j] === source) sum += (data[a * columns + j]! - data[b * columns + j]!) ** 2;
  return sum;
}

describe('equal categories', () => {
  it('are equally far apart, however many levels there are: as far as two rows are in a number on average', () => {
    expect(apart(equal, 'member', 0, 2)).toBeCloseTo(2, 12);
    expect(apart(equal, 'plan', 0, 2)).toBe(2);
    const pairs = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].map((b) => apart(equal, 'spend', a, b)));
    expect(pairs.reduce((sum, square) => sum + square) / pairs.length).toBeCloseTo(2, 12);
  });

  it('are not unless they are asked for', () => {
    expect(apart(plain, 'member', 0, 2)).toBe(1);
    expect(apart(plain, 'plan', 0, 2)).toBe(2);
  });
});

describe('weighed columns', () => {
  const weighed = weighColumns(
    equal,
    new Map([
      ['spend', 2],
      ['plan', 0.5],
      ['no such column', 3],
    ]),
  );

  it('count as many times as their weight says in every distance, and the others as before', () => {
    expect(apart(weighed, 'spend', 0, 3)).toBeCloseTo(4 * apart(equal, 'spend', 0, 3), 12);
    expect(apart(weighed, 'plan', 0, 2)).toBeCloseTo(0.25 * apart(equal, 'plan', 0, 2), 12);
    expect(apart(weighed, 'member', 0, 2)).toBe(apart(equal, 'member', 0, 2));
  });

  it('encode a record as its row in the table', () => {
    const { data, columns } = applyPreprocessor(weighed, table);
    for (let row = 0; row < table.rows; row++)
      expect(encodeRecord(weighed, recordOf(row)).x).toEqual(data.slice(row * columns, (row + 1) * columns));
  });

  it('survive being written down', () => {
    expect(deserialiseModel(serialiseModel(weighed))).toEqual(weighed);
  });
});
