import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import { fisherExact } from '../metrics/fisher-exact.js';
import { adjustHolm, normalTails, riskRatio } from '../metrics/risk-ratio.js';
import type { FeatureColumn, FeatureTable } from '../preprocessing/feature-table.js';
import { createRandom } from '../random.js';
import { readableCuts, roundestBetween } from './readable-cuts.js';
import { mineRules } from './rule-mining.js';

describe('fisherExact', () => {
  // scipy.stats.fisher_exact of SciPy 1.17.
  it.each([
    [3, 10, 5, 100, 0.00663791289711761],
    [0, 40, 6, 500, 1],
    [9, 12, 20, 60, 0.001293734524565315],
    [1, 300, 4, 500, 0.30683504654456906],
    [2, 2, 2, 30, 0.0022988505747126436],
  ])('of %d in %d where %d of %d are, as SciPy', (cases, rows, allCases, allRows, expected) => {
    expect(fisherExact(cases, rows, allCases, allRows)).toBeCloseTo(expected, 12);
  });

  it('is what riskRatio takes where few cases are expected', () => {
    expect(riskRatio(3, 10, 5, 100).pValue).toBe(fisherExact(3, 10, 5, 100));
    expect(riskRatio(97, 100, 995, 1000).pValue).toBe(fisherExact(97, 100, 995, 1000));
    expect(riskRatio(40, 100, 300, 1000).pValue).not.toBe(fisherExact(40, 100, 300, 1000));
  });
});

describe('riskRatio', () => {
  it('by hand: 15 of 100 against 5 of 100 is 3 times, between 1.13 and 7.94', () => {
    const { ratio, low, high, pValue } = riskRatio(15, 100, 20, 200);
    expect(ratio).toBeCloseTo(3, 12);
    const reach = Math.exp(1.959963984540054 * Math.sqrt(1 / 15 - 1 / 100 + 1 / 5 - 1 / 100));
    expect(low).toBeCloseTo(3 / reach, 12);
    expect(high).toBeCloseTo(3 * reach, 12);
    expect(low).toBeCloseTo(1.133, 3);
    expect(high).toBeCloseTo(7.941, 3);
    expect(pValue).toBeCloseTo(0.0184, 4);
  });

  it('stays finite where one side has no case', () => {
    const { ratio, low, high } = riskRatio(0, 50, 20, 200);
    expect(ratio).toBeLessThan(0.2);
    expect(low).toBeGreaterThan(0);
    expect(Number.isFinite(high)).toBe(true);
  });

  it('mirrors when group and rest change places', () => {
    const one = riskRatio(15, 100, 25, 300);
    const other = riskRatio(10, 200, 25, 300);
    expect(one.ratio * other.ratio).toBeCloseTo(1, 12);
    expect(one.low * other.high).toBeCloseTo(1, 12);
    expect(one.pValue).toBeCloseTo(other.pValue, 12);
  });
});

describe('normalTails', () => {
  // scipy.special.erfc(z / sqrt(2))
  const known = [
    [0, 1],
    [1, 0.31731050786291415],
    [1.959963984540054, 0.05],
    [3, 0.0026997960632601866],
    [6, 1.973175290075396e-9],
    [20, 5.507248237212467e-89],
  ] as const;
  it.each(known)('at %d is %d', (z, tails) => {
    expect(normalTails(z) / tails).toBeCloseTo(1, 9);
  });
});

describe('adjustHolm', () => {
  it('by hand', () => {
    expect([...adjustHolm(Float64Array.of(0.01, 0.04, 0.03, 0.005))]).toEqual([0.03, 0.06, 0.06, 0.02]);
  });
});

describe('readable cuts', () => {
  const between: [number, number, number][] = [
    [47.2, 52.9, 50],
    [3, 4, 4],
    [0.31, 0.72, 0.5],
    [-3, 2, 0],
    [1180, 1390, 1200],
    [-52.9, -47.2, -50],
    [0.0123, 0.0127, 0.0125],
  ];
  it.each(between)('between %d and %d the roundest is %d', (low, high, expected) => {
    expect(roundestBetween(low, high)).toBe(expected);
  });

  it('lie within their bounds, whatever they are', () => {
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(number, number, (a, b) => {
        fc.pre(a !== b);
        const cut = roundestBetween(Math.min(a, b), Math.max(a, b));
        expect(cut).toBeGreaterThan(Math.min(a, b));
        expect(cut).toBeLessThanOrEqual(Math.max(a, b));
      }),
    );
  });

  it('of 0..1000 are the hundreds', () => {
    const sorted = Float64Array.from({ length: 1001 }, (_, i) => i);
    expect(readableCuts(sorted)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });

  it('stand beside a value that most rows have', () => {
    const sorted = Float64Array.from({ length: 100 }, (_, i) => Math.max(0, i - 85)).sort();
    expect(readableCuts(sorted)[0]).toBe(1);
  });

  it('of a constant or an empty column there are none', () => {
    expect(readableCuts(Float64Array.of(2, 2, 2))).toEqual([]);
    expect(readableCuts(new Float64Array(0))).toEqual([]);
  });
});

function planted(rows: number, seed: number): { table: FeatureTable; y: Uint8Array } {
  const random = createRandom(seed);
  const contract = Int32Array.from({ length: rows }, () => random.integer(3));
  const tenure = Float64Array.from({ length: rows }, () => Math.floor(random.next() * 72));
  const income = Float64Array.from({ length: rows }, () =>
    random.next() < 0.1 ? Number.NaN : random.normal() * 1e4 + 5e4,
  );
  const noise = Float64Array.from({ length: rows }, () => random.normal());
  const y = Uint8Array.from({ length: rows }, (_, i) => {
    const rate =
      0.1 * (contract[i] === 0 ? 3 : 1) * (tenure[i]! < 15 ? 2 : 1) * (Number.isNaN(income[i]!) ? 0.5 : 1);
    return random.next() < rate ? 1 : 0;
  });
  const levels = ['monthly', 'one year', 'two years'];
  const columns: FeatureColumn[] = [
    { kind: 'categorical', name: 'contract', codes: contract, levels },
    { kind: 'categorical', name: 'the same again', codes: contract, levels },
    { kind: 'numeric', name: 'tenure', values: tenure },
    { kind: 'numeric', name: 'income', values: income },
    { kind: 'numeric', name: 'noise', values: noise },
  ];
  return { table: { rows, columns }, y };
}

describe('mineRules', () => {
  const { table, y } = planted(4000, 1);
  const rules = mineRules(table, y);

  it('finds what was planted, strongest first, with intervals that hold the truth', () => {
    const [contract, tenure, income] = ['contract', 'tenure', 'income'].map((name) =>
      rules.find((rule) => rule.column === name),
    );
    expect(contract).toMatchObject({ condition: { kind: 'level', level: 'monthly' } });
    expect(contract!.low).toBeLessThan(3);
    expect(contract!.high).toBeGreaterThan(3);
    expect(tenure!.condition).toMatchObject({ kind: 'range', low: null, high: 15 });
    expect(tenure!.low).toBeLessThan(2);
    expect(tenure!.high).toBeGreaterThan(2);
    expect(income).toMatchObject({ condition: { kind: 'missing' } });
    expect(income!.riskRatio).toBeLessThan(0.7);
  });

  it('lists the strongest first, by the end of the interval that is nearer to 1', () => {
    const strengths = rules.map(({ low, high }) => Math.max(Math.log(low), -Math.log(high)));
    expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
  });

  it('describes an open range by the side with fewer rows', () => {
    const open = rules.filter(
      ({ condition: at }) => at.kind === 'range' && (at.low === null || at.high === null),
    );
    expect(open.length).toBeGreaterThan(0);
    for (const { support } of open) expect(support).toBeLessThanOrEqual(2000);
  });

  it('counts exactly', () => {
    const tenure = (table.columns[2] as { values: Float64Array }).values;
    const rule = rules.find((found) => found.column === 'tenure')!;
    const members = [...tenure.keys()].filter((i) => tenure[i]! < 15);
    expect(rule.support).toBe(members.length);
    expect(rule.positives).toBe(members.filter((i) => y[i] === 1).length);
    const cases = y.reduce((sum, label) => sum + label, 0);
    expect(rule.others).toEqual({ rows: 4000 - rule.support, positives: cases - rule.positives });
  });

  it('does not report the same rows twice', () => {
    const told = rules.map((rule) => JSON.stringify(rule.condition));
    expect(new Set(told).size).toBe(told.length);
    expect(told).toContain('{"kind":"level","level":"monthly"}');
    expect(rules.filter((rule) => rule.column === 'tenure').length).toBeLessThanOrEqual(2);
  });

  it('tells rows that several columns mark once, by the shortest name', () => {
    const random = createRandom(3);
    const rows = 2000;
    const marked = Int32Array.from({ length: rows }, () => (random.next() < 0.3 ? 1 : 0));
    const labels = Uint8Array.from(marked, (mark) => (random.next() < (mark === 1 ? 0.05 : 0.3) ? 1 : 0));
    const column = (name: string, level: string): FeatureColumn => ({
      kind: 'categorical',
      name,
      codes: marked,
      levels: ['Yes', level],
    });
    const services = ['Backup', 'Security', 'Support', 'Streaming', 'Films'].map((name) =>
      column(name, 'No internet service'),
    );
    const found = mineRules({ rows, columns: [...services, column('Internet', 'No')] }, labels);
    expect(found.map(({ column: name, condition: at }) => [name, at])).toEqual([
      ['Internet', { kind: 'level', level: 'No' }],
    ]);
  });

  it('says of what a rule leaves over only what is news', () => {
    const random = createRandom(5);
    const rows = 3000;
    const told = (rates: [number, number, number]) => {
      const codes = Int32Array.from({ length: rows }, () => [0, 0, 1, 2, 2][random.integer(5)]!);
      const labels = Uint8Array.from(codes, (code) => (random.next() < rates[code]! ? 1 : 0));
      const levels = ['Month-to-month', 'One year', 'Two year'];
      return mineRules(
        { rows, columns: [{ kind: 'categorical', name: 'Contract', codes, levels }] },
        labels,
      ).map(({ condition: at }) => (at as { level: string }).level);
    };
    expect(told([0.4, 0.15, 0.02]).sort()).toEqual(['Month-to-month', 'Two year']);
    expect(told([0.4, 0.1, 0.1])).toEqual(['Month-to-month']);
  });

  it('finds nothing where the labels of a table with rules are shuffled, in at least 19 of 20', () => {
    let quiet = 0;
    for (let seed = 0; seed < 20; seed++) {
      const order = Int32Array.from(y.keys());
      createRandom(seed, 13).shuffle(order);
      const shuffled = Uint8Array.from(order, (i) => y[i]!);
      if (mineRules(table, shuffled).length === 0) quiet++;
    }
    expect(quiet).toBeGreaterThanOrEqual(19);
  });

  it('keeps quiet about noise: in 40 tables of it, at most a few rules in all', () => {
    let reported = 0;
    for (let seed = 0; seed < 40; seed++) {
      const random = createRandom(seed, 7);
      const columns = Array.from(
        { length: 8 },
        (_, at): FeatureColumn => ({
          kind: 'numeric',
          name: `noise ${at}`,
          values: Float64Array.from({ length: 600 }, random.normal),
        }),
      );
      const labels = Uint8Array.from({ length: 600 }, () => (random.next() < 0.2 ? 1 : 0));
      reported += mineRules({ rows: 600, columns }, labels).length;
    }
    expect(reported).toBeLessThanOrEqual(4);
  });

  it('finds nothing in noise where positives are rare: of 200 tables at most 1 in 20 has a rule', () => {
    let reported = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = createRandom(seed, 11);
      const columns = Array.from(
        { length: 6 },
        (_, at): FeatureColumn => ({
          kind: 'numeric',
          name: `noise ${at}`,
          values: Float64Array.from({ length: 500 }, random.normal),
        }),
      );
      const labels = Uint8Array.from({ length: 500 }, (_, i) => (i < 8 ? 1 : 0));
      if (mineRules({ rows: 500, columns }, labels).length > 0) reported++;
    }
    expect(reported).toBeLessThanOrEqual(10);
  });

  it('respects its options', () => {
    expect(mineRules(table, y, { maxRules: 1 }).length).toBe(1);
    const columns = mineRules(table, y, { maxPerColumn: 1 }).map((rule) => rule.column);
    expect(new Set(columns).size).toBe(columns.length);
    for (const rule of mineRules(table, y, { minSupport: 1000 }))
      expect(rule.support).toBeGreaterThanOrEqual(1000);
    expect(mineRules(table, y, { significance: 0 }).length).toBe(0);
  });

  it('refuses one class and bad options by name', () => {
    expect(() =>
      mineRules(
        table,
        y.map(() => 0),
      ),
    ).toThrow(DegenerateDataError);
    expect(() => mineRules(table, y, { maxOverlap: 2 })).toThrow(InvalidParameterError);
  });
});
