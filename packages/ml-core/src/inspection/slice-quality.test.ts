import { describe, expect, it } from 'vitest';
import { rocAuc, rocAucInterval } from '../metrics/ranking.js';
import { createRandom } from '../random.js';
import { sliceQuality } from './slice-quality.js';

/** Rows of true chances; `told` turns a chance into the probability that is told. */
function draw(seed: number, rows: number, told: (chance: number, slice: number) => number) {
  const random = createRandom(seed);
  const sliceOf = Int32Array.from({ length: rows }, (_, i) => i % 4);
  const chances = Float64Array.from({ length: rows }, () => 0.05 + 0.9 * random.next());
  const y = Uint8Array.from(chances, (chance) => Number(random.next() < chance));
  const p = chances.map((chance, i) => told(chance, sliceOf[i]!));
  return { y, p, sliceOf, slices: 4 };
}

describe('the quality of slices', () => {
  it('is what the metrics say of each slice alone, with 95 % intervals of a single one', () => {
    const { y, p } = draw(1, 400, (chance) => chance);
    const [all] = sliceQuality({ y, p, sliceOf: new Int32Array(400), slices: 1 });
    const { auc, low, high } = rocAucInterval(y, p);
    expect(all!.auc).toBe(auc);
    expect(all!.aucInterval!.low).toBeCloseTo(low, 9);
    expect(all!.aucInterval!.high).toBeCloseTo(high, 9);
    const brier = y.reduce((total, label, i) => total + (label - p[i]!) ** 2, 0) / 400;
    expect(all!.brierScore).toBeCloseTo(brier, 12);
    expect(all!.observed).toBe(y.reduce((total, label) => total + label, 0) / 400);
    expect([all!.ranksWorse, all!.off]).toEqual([false, 0]);
  });

  it('is to the last digit what the metrics say of the rows of each slice, ties and rows of no slice among them', () => {
    const { y, p, sliceOf } = draw(6, 1200, (chance) => Math.round(40 * chance) / 40);
    const some = sliceOf.map((slice) => (slice === 3 ? -1 : slice));
    const found = sliceQuality({ y, p, sliceOf: some, slices: 3 });
    for (const [slice, quality] of found.entries()) {
      const own = (values: Float64Array | Uint8Array) =>
        Array.from(values).filter((_, i) => some[i] === slice);
      expect(quality.auc).toBe(rocAuc(own(y), own(p)));
      expect(quality.rows).toBe(own(y).length);
      expect(quality.expected).toBe(own(p).reduce((total, chance) => total + chance, 0) / quality.rows);
    }
  });

  it('shows the slice in which the chances are told too low, and the one in which they mean nothing', () => {
    const noise = createRandom(9);
    const told = draw(2, 4000, (chance, slice) => {
      if (slice === 1) return chance * 0.7;
      return slice === 2 ? 0.05 + 0.9 * noise.next() : chance;
    });
    const found = sliceQuality(told);
    expect(found.map(({ off }) => off)).toEqual([0, 1, 0, 0]);
    expect(found.map(({ ranksWorse }) => ranksWorse)).toEqual([false, false, true, false]);
    expect(found[1]!.observedInterval.low).toBeGreaterThan(found[1]!.expected);
  });

  it('shows nothing in 19 of 20 models that are equally good everywhere', () => {
    let alarms = 0;
    for (let seed = 0; seed < 300; seed++) {
      const slices = sliceQuality(draw(100 + seed, 800, (chance) => chance));
      if (slices.some(({ off }) => off !== 0)) alarms++;
    }
    expect(alarms / 300).toBeLessThan(0.08);
    alarms = 0;
    for (let seed = 0; seed < 300; seed++) {
      const slices = sliceQuality(draw(500 + seed, 800, (chance) => chance));
      if (slices.some(({ ranksWorse }) => ranksWorse)) alarms++;
    }
    expect(alarms / 300).toBeLessThan(0.08);
  });

  it('is told of a slice in which all rows have the same outcome, but for its order', () => {
    const { y, p, sliceOf } = draw(4, 400, (chance) => chance);
    const same = y.map((label, i) => (sliceOf[i] === 0 ? 0 : label));
    const [never, ...others] = sliceQuality({ y: same, p, sliceOf, slices: 4 });
    expect(never).toMatchObject({
      rows: 100,
      positives: 0,
      observed: 0,
      auc: null,
      aucInterval: null,
      off: -1,
    });
    const chances = p.filter((_, i) => sliceOf[i] === 0);
    const squared = chances.reduce((total, chance) => total + chance ** 2, 0);
    expect(never!.brierScore).toBeCloseTo(squared / 100, 12);
    expect(others.every(({ auc }) => auc !== null)).toBe(true);
  });

  it('is wider the more slices might be looked at', () => {
    const rows = draw(3, 800, (chance) => chance);
    const [few] = sliceQuality(rows);
    const [many] = sliceQuality({ ...rows, comparisons: 100 });
    expect(many!.aucInterval!.low).toBeLessThan(few!.aucInterval!.low);
    expect(many!.observedInterval.high).toBeGreaterThan(few!.observedInterval.high);
  });

  it('has no AUC of too few of one outcome, and says nothing of an empty slice', () => {
    const y = Uint8Array.from({ length: 30 }, (_, i) => Number(i < 5));
    const p = new Float64Array(30).fill(0.2);
    const [some, none] = sliceQuality({ y, p, sliceOf: new Int32Array(30), slices: 2 });
    expect([some!.auc, some!.aucInterval, some!.ranksWorse]).toEqual([null, null, false]);
    expect(none).toMatchObject({ rows: 0, positives: 0, off: 0, observedInterval: { low: 0, high: 1 } });
  });
});
