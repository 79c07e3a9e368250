import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DegenerateDataError, InvalidParameterError, ShapeError } from '../errors.js';
import { brierScore, calibrationCurve, expectedCalibrationError, logLoss } from './calibration.js';
import { accuracyScore, confusionMatrix, f1Score, precisionScore, recallScore } from './classification.js';
import { type Curve, cumulativeGains, precisionRecallCurve, rocCurve } from './curves.js';
import { averagePrecision, rocAuc, rocAucInterval, topDecileLift } from './ranking.js';

type Figures = Record<'precisionScore' | 'recallScore' | 'f1Score' | 'accuracyScore', number>;
interface GoldenCase {
  name: string;
  y: number[];
  p: number[];
  rocAuc: number;
  rocAucInterval: [number, number, number];
  averagePrecision: number;
  brierScore: number;
  logLoss: number;
  expectedCalibrationError: number;
  'at0.3': Figures & { confusion: number[] };
  rocCurve: number[][];
  precisionRecallCurve: number[][];
  calibrationCurve: number[][];
}
const golden: { cases: GoldenCase[] } = JSON.parse(
  readFileSync(new URL('../../golden/metrics.golden.json', import.meta.url), 'utf8'),
);

function expectClose(actual: ArrayLike<number>, expected: number[]): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) expect(actual[i]).toBeCloseTo(expected[i]!, 12);
}

/** From a point to the nearest stretch of a curve that rises to the right. */
function distanceTo({ x, y }: Curve, pointX: number, pointY: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < x.length; i++) {
    const [dx, dy] = [x[i]! - x[i - 1]!, y[i]! - y[i - 1]!];
    const along = ((pointX - x[i - 1]!) * dx + (pointY - y[i - 1]!) * dy) / (dx * dx + dy * dy);
    const t = Math.min(1, Math.max(0, along));
    nearest = Math.min(nearest, Math.hypot(x[i - 1]! + t * dx - pointX, y[i - 1]! + t * dy - pointY));
  }
  return nearest;
}

/** Outcomes and scores with many ties, both classes present. */
const rankings = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 12 })), {
    minLength: 0,
    maxLength: 60,
  })
  .map((rows) => [[0, 3], [1, 5], ...rows])
  .map((rows) => ({ y: rows.map(([label]) => label!), p: rows.map(([, score]) => score! / 12) }));

describe.each(golden.cases)('metrics of $name', (known) => {
  const { y, p } = known;

  it('agree with scikit-learn', () => {
    expect(rocAuc(y, p)).toBeCloseTo(known.rocAuc, 12);
    expect(averagePrecision(y, p)).toBeCloseTo(known.averagePrecision, 12);
    expect(brierScore(y, p)).toBeCloseTo(known.brierScore, 12);
    expect(logLoss(y, p)).toBeCloseTo(known.logLoss, 12);
    expect(expectedCalibrationError(y, p)).toBeCloseTo(known.expectedCalibrationError, 12);
  });

  it('agree with scikit-learn at a threshold', () => {
    const expected = known['at0.3'];
    const { truePositive, falsePositive, trueNegative, falseNegative } = confusionMatrix(y, p, 0.3);
    expect([truePositive, falsePositive, trueNegative, falseNegative]).toEqual(expected.confusion);
    expect(precisionScore(y, p, 0.3)).toBeCloseTo(expected.precisionScore, 12);
    expect(recallScore(y, p, 0.3)).toBeCloseTo(expected.recallScore, 12);
    expect(f1Score(y, p, 0.3)).toBeCloseTo(expected.f1Score, 12);
    expect(accuracyScore(y, p, 0.3)).toBeCloseTo(expected.accuracyScore, 12);
  });

  it('have the interval that the definition of DeLong gives over all pairs', () => {
    const { auc, low, high } = rocAucInterval(y, p);
    const [knownAuc, knownLow, knownHigh] = known.rocAucInterval;
    expectClose([auc, low, high], [knownAuc, Math.max(0, knownLow), Math.min(1, knownHigh)]);
  });

  it('trace the curves that scikit-learn traces', () => {
    const [knownX, knownY, knownThreshold] = known.rocCurve;
    const roc = rocCurve(y, p);
    for (let i = 0; i < knownX!.length; i++)
      expect(distanceTo(roc, knownX![i]!, knownY![i]!)).toBeLessThan(1e-12);
    for (const threshold of roc.threshold.subarray(1)) expect(knownThreshold).toContain(threshold);
    const pr = precisionRecallCurve(y, p);
    expectClose(pr.x, known.precisionRecallCurve[0]!);
    expectClose(pr.y, known.precisionRecallCurve[1]!);
    expectClose(pr.threshold.subarray(1), known.precisionRecallCurve[2]!);
    const calibration = calibrationCurve(y, p);
    expectClose(calibration.x, known.calibrationCurve[0]!);
    expectClose(calibration.y, known.calibrationCurve[1]!);
  });
});

describe('a ranking', () => {
  it('by hand: three of four pairs in order is an AUC of 0.75', () => {
    expect(rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBe(0.75);
  });

  it('has the AUC that counting pairs gives, in any order of rows', () => {
    fc.assert(
      fc.property(rankings, ({ y, p }) => {
        let wins = 0;
        let pairs = 0;
        for (let i = 0; i < y.length; i++) {
          for (let j = 0; j < y.length; j++) {
            if (y[i] !== 1 || y[j] !== 0) continue;
            pairs++;
            wins += p[i]! > p[j]! ? 1 : p[i] === p[j] ? 0.5 : 0;
          }
        }
        expect(rocAuc(y, p)).toBeCloseTo(wins / pairs, 12);
        expect(rocAuc(y.toReversed(), p.toReversed())).toBe(rocAuc(y, p));
      }),
    );
  });

  it('does not change under an increasing transform, and mirrors under a decreasing one', () => {
    fc.assert(
      fc.property(rankings, ({ y, p }) => {
        const stretched = p.map((value) => Math.exp(3 * value));
        expect(rocAuc(y, stretched)).toBe(rocAuc(y, p));
        expect(averagePrecision(y, stretched)).toBe(averagePrecision(y, p));
        expect(topDecileLift(y, stretched)).toBe(topDecileLift(y, p));
        expect(
          rocAuc(
            y,
            p.map((value) => -value),
          ),
        ).toBeCloseTo(1 - rocAuc(y, p), 12);
      }),
    );
  });

  it('keeps its AUC within the interval, and the interval within 0..1', () => {
    fc.assert(
      fc.property(rankings, ({ y, p }) => {
        const { auc, low, high } = rocAucInterval(y, p);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(auc);
        expect(high).toBeGreaterThanOrEqual(auc);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('does not claim certainty from a handful of rows in perfect order', () => {
    const { low, high } = rocAucInterval([0, 0, 0, 1, 1], [1, 2, 3, 4, 5]);
    expect(low).toBeCloseTo(Math.sqrt(0.025), 12);
    expect(high).toBe(1);
    const many = Array.from({ length: 2000 }, (_, i) => i);
    expect(
      rocAucInterval(
        many.map((i) => (i < 1000 ? 0 : 1)),
        many,
      ).low,
    ).toBeGreaterThan(0.99);
  });

  it('by hand: the best tenth of twenty rows holding two of four positives lifts fivefold', () => {
    const y = Array.from({ length: 20 }, (_, i) => (i === 19 || i === 18 || i < 2 ? 1 : 0));
    expect(
      topDecileLift(
        y,
        y.map((_, i) => i),
      ),
    ).toBe(5);
  });

  it('lifts nothing when all scores are equal', () => {
    expect(topDecileLift([0, 1, 0, 0, 1, 0, 0, 0, 0, 0], new Array(10).fill(0.2))).toBeCloseTo(1, 12);
    expect(rocAuc([0, 1, 0], [2, 2, 2])).toBe(0.5);
    expect(averagePrecision([0, 1, 0, 0], [2, 2, 2, 2])).toBe(0.25);
  });

  it('has an interval with a width where every score is the same', () => {
    const { auc, low, high } = rocAucInterval(
      Array.from({ length: 20 }, (_, i) => i % 2),
      new Float64Array(20).fill(0.3),
    );
    expect(auc).toBe(0.5);
    expect(high - auc).toBeCloseTo(1.959963984540054 * Math.sqrt(21 / 1200), 12);
    expect(auc - low).toBeCloseTo(high - auc, 12);
  });
});

describe('a curve', () => {
  const area = ({ x, y }: Curve) =>
    x.reduce((sum, right, i) => (i === 0 ? 0 : sum + ((right - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2), 0);

  it('of the ROC encloses the AUC, whatever points were left out as straight', () => {
    fc.assert(
      fc.property(rankings, ({ y, p }) => {
        expect(area(rocCurve(y, p))).toBeCloseTo(rocAuc(y, p), 12);
      }),
    );
  });

  it('of gains rises from no rows to all rows', () => {
    fc.assert(
      fc.property(rankings, ({ y, p }) => {
        const gains = cumulativeGains(y, p);
        expect([gains.x[0], gains.y[0], gains.threshold[0]]).toEqual([0, 0, Number.POSITIVE_INFINITY]);
        expect([gains.x.at(-1), gains.y.at(-1)]).toEqual([1, 1]);
        for (let i = 1; i < gains.x.length; i++) {
          expect(gains.x[i]).toBeGreaterThan(gains.x[i - 1]!);
          expect(gains.y[i]).toBeGreaterThanOrEqual(gains.y[i - 1]!);
          expect(gains.threshold[i]).toBeLessThan(gains.threshold[i - 1]!);
        }
      }),
    );
  });

  it('can be thinned, and keeps both ends', () => {
    const { y, p } = golden.cases[0]!;
    const thinned = precisionRecallCurve(y, p, { maxPoints: 50 });
    const whole = precisionRecallCurve(y, p);
    expect(thinned.x.length).toBe(50);
    expect(thinned.x[0]).toBe(whole.x[0]);
    expect(thinned.y.at(-1)).toBe(whole.y.at(-1));
    expect(() => rocCurve(y, p, { maxPoints: 1 })).toThrow('maxPoints is 1; it must be');
  });
});

describe('calibration', () => {
  it('by hand: two bins, each 0.1 off, is an error of 0.1', () => {
    const y = [0, 0, 0, 1, 1, 1, 1, 0, 1, 1];
    const p = [0.1, 0.1, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9, 0.9, 0.9];
    const curve = calibrationCurve(y, p, { bins: 2 });
    expectClose(curve.x, [0.1, 0.9]);
    expectClose(curve.y, [0.4, 0.8]);
    expect([...curve.count]).toEqual([5, 5]);
    expect(expectedCalibrationError(y, p, { bins: 2 })).toBeCloseTo(0.2, 12);
  });

  it('counts every row once, however many ties', () => {
    fc.assert(
      fc.property(rankings, fc.integer({ min: 1, max: 15 }), ({ y, p }, bins) => {
        const { count } = calibrationCurve(y, p, { bins });
        expect(count.reduce((a, b) => a + b)).toBe(y.length);
        expect(count.length).toBeLessThanOrEqual(bins);
      }),
    );
  });

  it('has no error when the rate is predicted for every row', () => {
    expect(expectedCalibrationError([0, 1, 0, 0], [0.25, 0.25, 0.25, 0.25])).toBe(0);
  });
});

describe('bad input', () => {
  const all = {
    rocAuc,
    rocAucInterval,
    averagePrecision,
    topDecileLift,
    rocCurve,
    precisionRecallCurve,
    cumulativeGains,
  };
  const probabilistic = { brierScore, logLoss, expectedCalibrationError, calibrationCurve };

  it.each(Object.entries({ ...all, ...probabilistic, confusionMatrix }))(
    '%s refuses it by name',
    (_, metric) => {
      expect(() => metric([0, 1], [0.5])).toThrow(ShapeError);
      expect(() => metric([0, 1], [0.5, Number.NaN])).toThrow(InvalidParameterError);
      expect(() => metric([0, 1], [0.5, Number.POSITIVE_INFINITY])).toThrow(InvalidParameterError);
      expect(() => metric([0, 2], [0.5, 0.5])).toThrow('y[1] is 2; it must be 0 or 1');
      expect(() => metric([1, 1], [0.5, 0.5])).toThrow(DegenerateDataError);
      expect(() => metric([], [])).toThrow(DegenerateDataError);
    },
  );

  it.each(Object.entries(probabilistic))('%s refuses anything but probabilities', (_, metric) => {
    expect(() => metric([0, 1], [0.5, 1.2])).toThrow('p[1] is 1.2; it must be a probability 0..1');
  });
});
