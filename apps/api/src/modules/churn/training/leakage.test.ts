import { createRandom, type FeatureColumn, stratifiedKFold } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { findLeakage } from './leakage.js';
import { singleColumnAuc } from './single-column-auc.js';

const random = createRandom(7);
const rows = 1000;
const y = Uint8Array.from({ length: rows }, () => Number(random.next() < 0.15));
const folds = stratifiedKFold(y, { folds: 5, seed: 0 });
const numeric = (name: string, value: (i: number) => number): FeatureColumn => ({
  kind: 'numeric',
  name,
  values: Float64Array.from({ length: rows }, (_, i) => value(i)),
});

describe("one column's cross-validated AUC", () => {
  it('is 1 for a copy of the answer, in any coding', () => {
    expect(
      singleColumnAuc(
        numeric('copy', (i) => 1 - y[i]!),
        y,
        folds,
      ),
    ).toBe(1);
    const codes = Int32Array.from(y, (label) => 1 - label);
    const levels = ['left', 'stayed'];
    expect(singleColumnAuc({ kind: 'categorical', name: 'status', codes, levels }, y, folds)).toBe(1);
  });

  it('is 1 if the column is filled in only for leavers', () => {
    expect(
      singleColumnAuc(
        numeric('reason given', (i) => (y[i] ? 5 : Number.NaN)),
        y,
        folds,
      ),
    ).toBe(1);
  });

  it('is 1 if few rows differ from a frequent value', () => {
    const rare = Uint8Array.from({ length: rows }, (_, i) => Number(i % 50 === 0));
    const spread = stratifiedKFold(rare, { folds: 5, seed: 0 });
    const refund = numeric('refund', (i) => (rare[i] ? 1 + random.next() : 0));
    expect(singleColumnAuc(refund, rare, spread)).toBe(1);
  });

  it('is near 0.5 for noise, even with a value of its own for every row', () => {
    expect(
      Math.abs(
        singleColumnAuc(
          numeric('noise', () => random.next()),
          y,
          folds,
        ) - 0.5,
      ),
    ).toBeLessThan(0.1);
    const codes = Int32Array.from({ length: rows }, (_, i) => i);
    const levels = Array.from(codes, String);
    expect(singleColumnAuc({ kind: 'categorical', name: 'id', codes, levels }, y, folds)).toBeCloseTo(0.5, 1);
  });

  it('sees a middle range that goes with leaving, which no ordering of the values does', () => {
    const column = numeric('tenure', (i) => (y[i] ? 0.4 + 0.2 * random.next() : random.next()));
    expect(singleColumnAuc(column, y, folds)).toBeGreaterThan(0.85);
  });
});

describe('the leakage guard', () => {
  it('names the columns from 0.90 up, worst first', async () => {
    const columns = [
      numeric('harmless', () => random.next()),
      numeric('nearly', (i) => y[i]! + 0.45 * random.normal()),
      numeric('copy', (i) => y[i]!),
    ];
    const found = await findLeakage({ table: { rows, columns }, y, folds }, Int32Array.from(y.keys()));
    expect(found.map(({ column }) => column)).toEqual(['copy', 'nearly']);
    expect(found[1]!.auc).toBeGreaterThanOrEqual(0.9);
    expect(found[1]!.auc).toBeLessThan(0.97);
  });
});
