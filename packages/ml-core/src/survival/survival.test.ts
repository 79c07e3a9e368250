import { describe, expect, it } from 'vitest';
import { normalTails } from '../metrics/risk-ratio.js';
import { createRandom } from '../random.js';
import { chiSquareTail } from './chi-square-tail.js';
import { kaplanMeier, restrictedMean } from './kaplan-meier.js';
import type { LifeTable } from './life-table.js';
import { logRankTest } from './log-rank.js';

/** A table from times as papers print them: "6" ended, "6+" was last seen. */
function table(printed: string): LifeTable {
  const rows = printed
    .split(' ')
    .map((text) => ({ time: Number.parseFloat(text), seen: text.endsWith('+') }));
  const times = Float64Array.from(new Set(rows.map(({ time }) => time))).sort();
  const count = (wanted: boolean) =>
    times.map((time) => rows.filter((row) => row.time === time && row.seen === wanted).length);
  return { times, events: count(false), censored: count(true) };
}

// Weeks of remission of leukaemia: Freireich et al. (1963), as in Gehan (1965).
const TREATED = table('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+');
const PLACEBO = table('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23');

describe('kaplanMeier', () => {
  const curve = kaplanMeier(TREATED);

  it('is what is published for the trial of 6-mercaptopurine', () => {
    expect([...curve.times]).toEqual([6, 7, 10, 13, 16, 22, 23]);
    expect([...curve.atRisk]).toEqual([21, 17, 15, 12, 11, 7, 6]);
    const published = [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448];
    for (const [i, survival] of published.entries()) expect(curve.survival[i]).toBeCloseTo(survival, 3);
    expect([curve.median, kaplanMeier(PLACEBO).median]).toEqual([23, 8]);
  });

  it('has the interval of Greenwood on the scale of log(−log S)', () => {
    // By hand at week 6: S = 18/21, variance 3 / (21 · 18).
    const reach = (1.959963984540054 * Math.sqrt(3 / (21 * 18))) / -Math.log(18 / 21);
    expect(curve.low[0]).toBeCloseTo((18 / 21) ** Math.exp(reach), 12);
    expect(curve.high[0]).toBeCloseTo((18 / 21) ** Math.exp(-reach), 12);
    expect([curve.low[0], curve.high[0]].map((end) => Number(end!.toFixed(3)))).toEqual([0.62, 0.952]);
    expect([curve.low[6], curve.high[6]].map((end) => Number(end!.toFixed(3)))).toEqual([0.188, 0.68]);
  });

  it('is the plain share where everybody was watched to the end', () => {
    const { survival, low, high } = kaplanMeier(PLACEBO);
    expect(survival[0]).toBeCloseTo(19 / 21, 12);
    expect([survival.at(-1), low.at(-1), high.at(-1)]).toEqual([0, 0, 0]);
  });

  it('knows nothing but the end where nothing happened', () => {
    const { times, median, end } = kaplanMeier(table('3+ 9+'));
    expect([times.length, median, end]).toEqual([0, null, 9]);
  });
});

describe('restrictedMean', () => {
  it('is the area under the curve', () => {
    // Rectangles by hand: 6 weeks of all, 1 of 0.857, 3 of 0.807 and so on to week 35.
    expect(restrictedMean(kaplanMeier(TREATED), 0, 35)).toBeCloseTo(23.287, 3);
    expect(restrictedMean(kaplanMeier(PLACEBO), 0, 23)).toBeCloseTo(182 / 21, 10);
  });

  it('is what is left to those who lasted so long', () => {
    // Of the placebo group three lasted longer than week 15: until 17, 22 and 23.
    expect(restrictedMean(kaplanMeier(PLACEBO), 15, 23)).toBeCloseTo((2 + 7 + 8) / 3, 10);
    expect(restrictedMean(kaplanMeier(TREATED), 35, 35)).toBe(0);
    expect(restrictedMean(kaplanMeier(PLACEBO), 24, 30)).toBeNull();
  });
});

describe('logRankTest', () => {
  it('is what is published for the trial of 6-mercaptopurine', () => {
    const { chiSquare, degreesOfFreedom, pValue } = logRankTest([TREATED, PLACEBO]);
    expect(chiSquare).toBeCloseTo(16.79, 2);
    expect(degreesOfFreedom).toBe(1);
    expect(pValue).toBeCloseTo(4.17e-5, 7);
  });

  it('does not depend on the order of groups', () => {
    const third = table('2 5+ 9 14 14+ 30+ 31');
    const { chiSquare, degreesOfFreedom, pValue } = logRankTest([TREATED, PLACEBO, third]);
    const turned = logRankTest([third, TREATED, PLACEBO]);
    expect(degreesOfFreedom).toBe(2);
    expect(turned.chiSquare).toBeCloseTo(chiSquare, 10);
    expect(turned.pValue).toBeCloseTo(pValue, 12);
  });

  it('finds nothing between groups that are drawn from the same rows, in about 95 of 100', () => {
    const random = createRandom(1);
    let found = 0;
    for (let draw = 0; draw < 400; draw++) {
      const group = () =>
        table(
          Array.from({ length: 60 }, () => `${1 + random.integer(20)}${random.next() < 0.4 ? '+' : ''}`).join(
            ' ',
          ),
        );
      if (logRankTest([group(), group(), group()]).pValue < 0.05) found++;
    }
    expect(found).toBeGreaterThan(6);
    expect(found).toBeLessThan(36);
  });

  it('says nothing of groups in which nothing could happen', () => {
    expect(logRankTest([table('1+ 2+'), table('3+ 4+')])).toEqual({
      chiSquare: 0,
      degreesOfFreedom: 0,
      pValue: 1,
    });
  });
});

describe('chiSquareTail', () => {
  it.each([
    [3.841458820694124, 1],
    [5.991464547107979, 2],
    [7.814727903251179, 3],
    [9.487729036781154, 4],
    [11.070497693516351, 5],
    [18.307038053275146, 10],
  ])('is 5 % at %d with %d degrees of freedom', (value, degrees) => {
    expect(chiSquareTail(value, degrees, normalTails)).toBeCloseTo(0.05, 12);
  });
});
