import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { drawCustomers, type TrainedForMonitoring, trainMonitored } from './drift-simulation.test-support.js';
import { judgePromise, type ToldRows } from './judge-promise.js';

const told = (probabilities: number[], y: number[]): ToldRows => ({
  probabilities: Float64Array.from(probabilities),
  y: Uint8Array.from(y),
});

describe('the promise of a model', () => {
  let model: TrainedForMonitoring;
  /** Scored customers of whom it is drawn anew who leaves, each as likely as `chanceOf` says. */
  let came: (rows: number, chanceOf: (probability: number) => number, seed?: number) => ToldRows;

  beforeAll(async () => {
    model = await trainMonitored(drawCustomers(2000, 1));
    came = (rows, chanceOf, seed = 2) => {
      const random = createRandom(seed);
      const probabilities = model.score(drawCustomers(rows, seed).table);
      return { probabilities, y: Uint8Array.from(probabilities, (p) => Number(random.next() < chanceOf(p))) };
    };
  });

  it('is kept where what was said comes, whatever part of it is known', () => {
    const { probabilities, y } = came(4000, (p) => p);
    expect(judgePromise(model.reference, { probabilities, y }, { whole: true }).broken).toEqual([]);
    const risky = [...probabilities.keys()].filter((i) => probabilities[i]! > 0.3);
    const part = told(
      risky.map((i) => probabilities[i]!),
      risky.map((i) => y[i]!),
    );
    const judged = judgePromise(model.reference, part, { whole: false });
    // Among those at high risk an order is harder to tell.
    expect(judged.expectedRocAuc).toBeLessThan(0.7);
    expect(judged.rocAuc).toBeGreaterThan(judged.expectedRocAuc);
    expect(judged.broken).toEqual([]);
  });

  it('is kept where leavers are told first, or where few have left yet', () => {
    const { probabilities, y } = came(4000, (p) => p);
    const first = [...y.keys()].filter((i) => y[i] === 1 || i % 10 === 0);
    const part = told(
      first.map((i) => probabilities[i]!),
      first.map((i) => y[i]!),
    );
    const judged = judgePromise(model.reference, part, { whole: false });
    expect(judged.rate).toBeGreaterThan(2 * judged.expectedRate);
    expect(judged.broken).toEqual([]);
    const early = judgePromise(
      model.reference,
      came(4000, (p) => p / 4),
      { whole: true },
    );
    expect(early.rocAuc).toBeCloseTo(early.expectedRocAuc, 1);
    expect(early.broken).toEqual([]);
  });

  it('is broken where the order tells less than it said', () => {
    const judged = judgePromise(
      model.reference,
      came(2000, (p) => 0.2 + 0.3 * (p - 0.2)),
      { whole: false },
    );
    expect(judged.broken).toEqual(['RANKING']);
    expect(judged.expectedRocAuc - judged.rocAuc).toBeGreaterThan(0.1);
  });

  it('is broken where more leave than it said, if that is known of all', () => {
    const more = came(2000, (p) => Math.min(1, 1.6 * p));
    expect(judgePromise(model.reference, more, { whole: true }).broken).toContain('RATE');
    expect(judgePromise(model.reference, more, { whole: false }).broken).not.toContain('RATE');
  });

  it('is not judged by fewer than twenty who left', () => {
    const probabilities = Float64Array.from({ length: 400 }, (_, i) => i / 400);
    const contrary = Uint8Array.from({ length: 400 }, (_, i) => Number(i < 19));
    const few = judgePromise(model.reference, { probabilities, y: contrary }, { whole: true });
    expect(few.rocAuc).toBe(0);
    expect(few.broken).toEqual([]);
    const enough = Uint8Array.from({ length: 400 }, (_, i) => Number(i < 20));
    expect(judgePromise(model.reference, { probabilities, y: enough }, { whole: true }).broken).toEqual([
      'RANKING',
    ]);
  });

  it('expects of two chances what they say by hand', () => {
    // Odds of 1 : 3 and 3 : 1, half of either: as many leave as are expected, so that the odds stay as they are.
    const came = told([0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75], [1, 0, 0, 0, 1, 1, 1, 0]);
    const perfect = told([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]);
    const { expectedRocAuc, rocAuc, rate, expectedRate } = judgePromise(perfect, came, { whole: true });
    // A leaver is above a stayer with 3/4 · 3/4, and level with 2 · 3/4 · 1/4.
    expect(expectedRocAuc).toBeCloseTo(0.5625 + 0.1875, 6);
    expect(rocAuc).toBe(0.75);
    expect([rate, expectedRate]).toEqual([0.5, 0.5]);
    // It is at most what the model showed.
    const weak = told([0.1, 0.9, 0.2, 0.8], [0, 0, 1, 1]);
    expect(judgePromise(weak, came, { whole: true }).expectedRocAuc).toBe(0.5);
  });
});

it('twenty weeks of outcomes break the promise of none of ten models that are as they were', async () => {
  for (let seed = 0; seed < 10; seed++) {
    const { reference, score } = await trainMonitored(drawCustomers(600, seed));
    const { table, y } = drawCustomers(1200, 100 + seed);
    const probabilities = score(table);
    for (let week = 1; week <= 20; week++) {
      const upTo = 60 * week;
      const came = { probabilities: probabilities.slice(0, upTo), y: y.slice(0, upTo) };
      expect(judgePromise(reference, came, { whole: true }).broken).toEqual([]);
    }
  }
});
