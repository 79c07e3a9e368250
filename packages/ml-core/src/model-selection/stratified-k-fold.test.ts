import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DegenerateDataError, InvalidParameterError, ShapeError } from '../errors.js';
import { createRandom } from '../random.js';
import { stratifiedKFold } from './stratified-k-fold.js';

function countBy(foldOfRow: Int32Array, y: Uint8Array, label: number, folds: number): number[] {
  const counts = new Array<number>(folds).fill(0);
  foldOfRow.forEach((fold, i) => {
    if (y[i] === label) counts[fold]!++;
  });
  return counts;
}

function labels(rows: number, rate: number, seed: number): Uint8Array {
  const random = createRandom(seed);
  return Uint8Array.from({ length: rows }, () => (random.next() < rate ? 1 : 0));
}

const spread = (counts: number[]) => Math.max(...counts) - Math.min(...counts);

describe('stratifiedKFold', () => {
  it('gives each fold its share of both classes, to one row', () => {
    const sizes = fc.tuple(
      fc.integer({ min: 2, max: 7 }),
      fc.integer({ min: 7, max: 90 }),
      fc.integer({ min: 7, max: 90 }),
    );
    fc.assert(
      fc.property(sizes, fc.nat(), ([folds, zeros, ones], seed) => {
        const y = Uint8Array.from({ length: zeros + ones }, (_, i) => (i < ones ? 1 : 0));
        const foldOfRow = stratifiedKFold(y, { folds, seed });
        expect(spread(countBy(foldOfRow, y, 0, folds))).toBeLessThanOrEqual(1);
        expect(spread(countBy(foldOfRow, y, 1, folds))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never splits a group, and stays balanced when groups are small', () => {
    const random = createRandom(2);
    const y = labels(2000, 0.25, 1);
    const groups = Int32Array.from(y, () => random.integer(1200));
    const foldOfRow = stratifiedKFold(y, { groups });
    const foldOfGroup = new Map<number, number>();
    foldOfRow.forEach((fold, i) => {
      expect(foldOfGroup.get(groups[i]!) ?? fold).toBe(fold);
      foldOfGroup.set(groups[i]!, fold);
    });
    expect(spread(countBy(foldOfRow, y, 0, 5))).toBeLessThanOrEqual(3);
    expect(spread(countBy(foldOfRow, y, 1, 5))).toBeLessThanOrEqual(3);
  });

  it('is the same for the same seed and another for another', () => {
    const y = labels(100, 0.5, 3);
    expect(stratifiedKFold(y, { seed: 1 })).toEqual(stratifiedKFold(y, { seed: 1 }));
    expect(stratifiedKFold(y, { seed: 1 })).not.toEqual(stratifiedKFold(y, { seed: 2 }));
  });

  it('assigns the same rows to the same folds in any order, duplicates together', () => {
    const random = createRandom(4);
    const y = labels(400, 0.3, 3);
    const groups = Int32Array.from(y, () => random.integer(250));
    const order = Int32Array.from(y.keys());
    const keys = order.map((row) => 3 * row);
    const folds = stratifiedKFold(y, { groups, keys, seed: 5 });
    random.shuffle(order);
    const shuffled = stratifiedKFold(
      Uint8Array.from(order, (row) => y[row]!),
      {
        groups: Int32Array.from(order, (row) => groups[row]!),
        keys: Int32Array.from(order, (row) => keys[row]!),
        seed: 5,
      },
    );
    expect(shuffled).toEqual(Int32Array.from(order, (row) => folds[row]!));
  });

  it('does not follow the order of rows', () => {
    const y = Uint8Array.from({ length: 1000 }, (_, i) => (i < 500 ? 0 : 1));
    const foldOfRow = stratifiedKFold(y);
    const early = foldOfRow.subarray(0, 250).filter((fold) => fold === 0).length;
    expect(early).toBeGreaterThan(30);
    expect(early).toBeLessThan(70);
  });

  it('refuses to make a fold without one of the classes', () => {
    const y = Uint8Array.from({ length: 20 }, (_, i) => (i < 4 ? 1 : 0));
    expect(() => stratifiedKFold(y)).toThrow(DegenerateDataError);
    expect(() => stratifiedKFold(y)).toThrow('y holds the class 1 4 times; 5 folds need it 5 times');
    const groups = Int32Array.from(y, () => 1);
    expect(() => stratifiedKFold(y, { folds: 2, groups })).toThrow(
      'fold 1 of 2 would hold no row of class 0',
    );
  });

  it('refuses bad options by name', () => {
    const y = labels(100, 0.5, 3);
    expect(() => stratifiedKFold(y, { folds: 1 })).toThrow(InvalidParameterError);
    expect(() => stratifiedKFold(y, { groups: new Int32Array(3) })).toThrow(ShapeError);
  });
});
