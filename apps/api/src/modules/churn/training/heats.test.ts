import { createRandom, stratifiedKFold } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { heldRows, planHeats } from './heats.js';

function judged(rows: number, share: number) {
  const random = createRandom(1);
  const y = Uint8Array.from({ length: rows }, () => Number(random.next() < share));
  const values = Float64Array.from(y.keys());
  const folds = stratifiedKFold(y);
  const keys = Int32Array.from(y.keys());
  const table = { rows, columns: [{ kind: 'numeric' as const, name: 'a', values }] };
  return { table, y, keys, folds, freshFolds: folds };
}

describe('the heats of a comparison', () => {
  it('are one fold, two, and all', () => {
    const { sample, first, all } = planHeats(judged(2000, 0.3));
    expect(sample).toEqual([]);
    expect(first.map(({ hold }) => hold)).toEqual([[0], [0, 1]]);
    expect(all.hold).toEqual([0, 1, 2, 3, 4]);
    expect(heldRows(all)).toHaveLength(2000);
  });

  it('hold out enough of both answers to tell anything', () => {
    expect(planHeats(judged(2000, 0.04)).first.map(({ hold }) => hold)).toEqual([[0, 1]]);
    expect(planHeats(judged(1000, 0.02)).first).toEqual([]);
    expect(planHeats(judged(1000, 0.98)).first).toEqual([]);
  });

  it('begin with a sample of many rows, of the same share, whose rows keep their folds', () => {
    const rows = judged(20_000, 0.3);
    const [heat] = planHeats(rows).sample;
    const { y, keys, folds, table } = heat!.rows;
    expect(table.rows).toBe(8000);
    const share = (labels: Uint8Array) => labels.reduce((sum, label) => sum + label, 0) / labels.length;
    expect(share(y)).toBeCloseTo(share(rows.y), 3);
    expect(folds).toEqual(Int32Array.from(keys, (key) => rows.folds[key]!));
  });
});
