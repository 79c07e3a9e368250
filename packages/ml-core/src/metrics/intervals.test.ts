import { describe, expect, it } from 'vitest';
import { ShapeError } from '../errors.js';
import { createRandom } from '../random.js';
import { brierScore, expectedCalibrationError, logLoss } from './calibration.js';
import { accuracyScore, f1Score, precisionScore, recallScore } from './classification.js';
import { type MetricIntervals, metricIntervals, proportionInterval } from './intervals.js';
import { averagePrecision, topDecileLift } from './ranking.js';

const THRESHOLD = 0.4;
const metrics: { [Name in keyof MetricIntervals]: (y: Uint8Array, p: Float64Array) => number } = {
  averagePrecision,
  precision: (y, p) => precisionScore(y, p, THRESHOLD),
  recall: (y, p) => recallScore(y, p, THRESHOLD),
  f1Score: (y, p) => f1Score(y, p, THRESHOLD),
  accuracy: (y, p) => accuracyScore(y, p, THRESHOLD),
  brierScore,
  logLoss,
  topDecileLift,
  calibrationError: expectedCalibrationError,
};
const names = Object.keys(metrics) as (keyof MetricIntervals)[];

/** Rows that are positive with known probabilities, and a model that knows part of what drives them. */
function draw(rows: number, seed: number): { y: Uint8Array; p: Float64Array } {
  const random = createRandom(seed);
  const y = new Uint8Array(rows);
  const p = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    p[i] = 1 / (1 + Math.exp(1 - 1.5 * random.normal()));
    y[i] = random.next() < p[i]! ? 1 : 0;
  }
  return { y, p };
}

describe('proportionInterval', () => {
  it('is that of Wilson: 8 of 10, worked by hand', () => {
    const { low, high } = proportionInterval(8, 10);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });

  it('knows nothing without trials, and no end beyond 0 and 1', () => {
    expect(proportionInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(proportionInterval(0, 20).low).toBe(0);
    expect(proportionInterval(20, 20).high).toBe(1);
  });
});

describe('the interval of the calibration error', () => {
  // What the model says, of what is true: calibrated, too sure, and too high throughout.
  it.each([
    ['calibrated', (p: number) => p],
    ['too sure', (p: number) => p ** 3 / (p ** 3 + (1 - p) ** 3)],
    ['too high', (p: number) => Math.sqrt(p)],
  ])('holds the true one of a %s model at least 95 times of 100', (_, said) => {
    const many = draw(400_000, 1);
    const truth = said(0.3) === 0.3 ? 0 : expectedCalibrationError(many.y, many.p.map(said));
    let held = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const { y, p } = draw(300, 100 + seed);
      const { low, high } = metricIntervals(y, p.map(said)).calibrationError;
      if (low <= truth && truth <= high) held++;
    }
    expect(held / 1000).toBeGreaterThan(0.95);
  });

  it('leaves 0 behind where the error is more than chance', () => {
    const { y, p } = draw(2000, 3);
    expect(metricIntervals(y, p).calibrationError.low).toBe(0);
    expect(metricIntervals(y, p.map(Math.sqrt)).calibrationError.low).toBeGreaterThan(0.05);
  });
});

describe('metricIntervals', () => {
  const population = draw(400_000, 1);
  const drawn = Array.from({ length: 1000 }, (_, seed) => {
    const { y, p } = draw(300, 100 + seed);
    return metricIntervals(y, p, THRESHOLD);
  });

  it.each(names.filter((name) => name !== 'calibrationError'))(
    'holds the true %s about 95 times of 100',
    (name) => {
      const truth = metrics[name](population.y, population.p);
      const holds = ({ [name]: { low, high } }: MetricIntervals) => low <= truth && truth <= high;
      const share = drawn.filter(holds).length / drawn.length;
      expect(share).toBeGreaterThan(0.925);
      expect(share).toBeLessThan(0.985);
    },
  );

  it('holds the figure itself, and narrows with the root of the rows', () => {
    const [few, many] = [draw(500, 2), draw(50_000, 2)];
    const [wide, narrow] = [few, many].map(({ y, p }) => metricIntervals(y, p, THRESHOLD));
    for (const name of names) {
      expect(wide![name].low).toBeLessThan(metrics[name](few.y, few.p));
      expect(wide![name].high).toBeGreaterThan(metrics[name](few.y, few.p));
      const ratio = (wide![name].high - wide![name].low) / (narrow![name].high - narrow![name].low);
      expect(ratio).toBeGreaterThan(7);
      expect(ratio).toBeLessThan(14);
    }
  });

  it('is sure of nothing from four rows in perfect order', () => {
    const { averagePrecision, precision, topDecileLift } = metricIntervals(
      [0, 0, 1, 1],
      [0.1, 0.2, 0.8, 0.9],
    );
    expect(averagePrecision.low).toBeLessThan(0.2);
    expect(precision).toMatchObject({ high: 1 });
    expect(precision.low).toBeLessThan(0.4);
    expect(topDecileLift).toMatchObject({ high: 2 });
  });

  it('refuses what the metrics refuse', () => {
    expect(() => metricIntervals([0, 1], [0.5])).toThrow(ShapeError);
    expect(() => metricIntervals([0, 1], [0.5, 1.5])).toThrow(/1\.5/);
    expect(() => metricIntervals([0, 0], [0.5, 0.5])).toThrow(/class/);
  });
});
