import { describe, expect, it } from 'vitest';
import { type FeatureTable, takeTableRows } from '../preprocessing/feature-table.js';
import { createRandom } from '../random.js';
import { checkDrift, type DriftReport } from './check-drift.js';
import { profileTable } from './column-profile.js';
import {
  blank,
  checkFresh,
  drawChanged,
  drawCustomers,
  drawMore,
  harmful,
  harmless,
  multiply,
  rename,
  trainMonitored,
  unseen,
} from './drift-simulation.test-support.js';

const SIZE = 2000;
const trained = await trainMonitored(drawCustomers(SIZE, 1));
const fresh = (seed: number) => drawCustomers(SIZE, 100 + seed);
const columnOf = ({ columns }: DriftReport, name: string) => columns.find(({ column }) => column === name)!;

describe('a check of customers', () => {
  it('alerts in none of twenty weeks of fresh draws, and speaks up in two at most', async () => {
    const states: string[] = [];
    for (let week = 0; week < 20; week++) states.push((await checkFresh(trained, fresh(week), week)).state);
    expect(states).not.toContain('ALERT');
    expect(states.filter((state) => state === 'WATCH').length).toBeLessThanOrEqual(2);
  });

  it.each(Object.entries(harmful))('alerts where it costs the model its quality: %s', async (_, change) => {
    const { state } = await checkFresh(trained, drawChanged(change, SIZE, 131), 1);
    expect(state).toBe('ALERT');
  });

  it.each(Object.entries(harmless))('watches what does not matter: %s', async (_, change) => {
    const { state, columns } = await checkFresh(trained, drawChanged(change, SIZE, 132), 1);
    expect(state).toBe('WATCH');
    expect(columns.filter(({ drifted }) => drifted)).toHaveLength(1);
  });

  it.each(Object.entries(unseen))('cannot see what only outcomes show: %s', async (_, change) => {
    const { state, realised, quality } = await checkFresh(trained, drawChanged(change, SIZE, 133), 1);
    expect(state).toBe('QUIET');
    expect(quality!.rocAuc.value - realised).toBeGreaterThan(0.05);
  });

  it('expects the AUC that outcomes show after a shift', async () => {
    const change = drawMore(
      (value) => (value('contract') === 0 ? 1 : 0.05) * Math.exp(value('charges') / 40),
    );
    const large = await trainMonitored(drawCustomers(10_000, 2));
    const { quality, realised, rate } = await checkFresh(large, drawChanged(change, 10_000, 3), 1);
    expect(Math.abs(quality!.rocAuc.value - realised)).toBeLessThan(0.02);
    expect(quality!.rocAuc.low).toBeLessThan(realised);
    expect(quality!.rocAuc.high).toBeGreaterThan(realised);
    expect(Math.abs(quality!.rate.value - rate)).toBeLessThan(0.02);
    expect(Math.abs(quality!.past.rate - rate)).toBeGreaterThan(0.05);
  });

  it.each(['tenure a hundredfold', 'charges in cents', 'contract blank', 'tenure blank in nine of ten'])(
    'expects about the AUC that outcomes show with a defect: %s',
    async (name) => {
      const now = drawChanged(harmful[name]!, SIZE, 134);
      const { quality, realised } = await checkFresh(trained, now, 1);
      expect(Math.abs(quality!.rocAuc.value - realised)).toBeLessThan(0.1);
    },
  );

  it('says the same again with the same seed', async () => {
    expect(await checkFresh(trained, fresh(1), 5)).toEqual(await checkFresh(trained, fresh(1), 5));
  });
});

describe('a column', () => {
  it('is said to be in another unit where its median is off by a power of ten, or by what explains all', async () => {
    const cents = columnOf(
      await checkFresh(trained, multiply('charges', 100)(fresh(1), createRandom(1)), 1),
      'charges',
    );
    expect(cents.defects).toEqual([{ kind: 'unit', factor: 100 }]);
    const days = columnOf(
      await checkFresh(trained, multiply('tenure', 30)(fresh(1), createRandom(1)), 1),
      'tenure',
    );
    expect(days.defects).toEqual([{ kind: 'unit', factor: expect.closeTo(30, -1) }]);
  });

  it('is said to have more blanks, also where some were before', async () => {
    const income = await checkFresh(trained, blank('income', 0.5)(fresh(1), createRandom(1)), 1);
    expect(columnOf(income, 'income').defects).toEqual([{ kind: 'blanks' }]);
    const report = await checkFresh(trained, blank('age', 0.1)(fresh(1), createRandom(1)), 1);
    expect(columnOf(report, 'age')).toMatchObject({
      drifted: true,
      defects: [{ kind: 'blanks' }],
      missingPast: 0,
    });
    expect(columnOf(report, 'age').missingNow).toBeCloseTo(0.1, 1);
  });

  it('is said to have levels that were never seen', async () => {
    const report = await checkFresh(trained, rename('contract')(fresh(1), createRandom(1)), 1);
    const [defect] = columnOf(report, 'contract').defects;
    expect(defect).toMatchObject({
      kind: 'levels',
      share: 1,
      levels: expect.arrayContaining(['monthly (new)']),
    });
  });

  it('has levels that are remembered, or told, by name only where five rows have them', async () => {
    const codes = Int32Array.from({ length: 1000 }, (_, i) => (i < 4 ? 1 : i < 9 ? 2 : 0));
    const column = { kind: 'categorical', name: 'city', codes, levels: ['Bonn', 'Ulm', 'Trier'] } as const;
    const rows = codes.map((_, i) => i);
    const profiles = profileTable({ rows: 1000, columns: [column] });
    expect(profiles).toMatchObject([
      { levels: ['Bonn', 'Trier'], counts: [991, 5], others: 4, mostOthers: 4 },
    ]);
    const told = async (count: number) => {
      const levels = ['Bonn', 'Köln'];
      const now = { ...column, levels, codes: codes.map((_, i) => Number(i < count)) };
      const report = await checkDrift({
        profiles,
        past: null,
        now: { table: { rows: 1000, columns: [now] }, rows: rows.map((row) => row + 1000) },
      });
      return report.columns[0]!.defects;
    };
    expect(await told(4)).toEqual([]);
    expect(await told(40)).toEqual([{ kind: 'levels', levels: ['Köln'], share: 0.04 }]);
  });

  it('has a wider threshold the fewer rows there are', async () => {
    const few = await checkFresh(trained, drawCustomers(100, 9), 1);
    const many = await checkFresh(trained, drawCustomers(50_000, 9), 1);
    for (const { column, threshold } of many.columns) {
      expect(columnOf(few, column).threshold).toBeGreaterThan(2 * threshold);
    }
  });
});

describe('customers of then that are still there', () => {
  const { table, rows } = trained.past;
  const profiles = profileTable(table);

  it('cannot have moved where nothing changed', async () => {
    const { state, columns, apart } = await checkDrift({
      profiles,
      past: trained.past,
      now: trained.past,
    });
    expect(state).toBe('QUIET');
    expect(columns.every(({ statistic, threshold }) => statistic === 0 && threshold === 0)).toBe(true);
    expect(apart).toBeNull();
  });

  it('are not held against a change of the few others', async () => {
    // 5 % are replaced by customers of whom nine in ten have no tenure: among all of them that is little.
    const replaced = blank('tenure', 0.9)(drawCustomers(100, 77), createRandom(1));
    const kept = takeTableRows(
      table,
      Array.from({ length: SIZE - 100 }, (_, i) => i),
    );
    const now = {
      table: join(kept, replaced.table),
      rows: rows.map((row) => (row < SIZE - 100 ? row : row + SIZE)),
    };
    const paired = columnOf(await checkDrift({ profiles, past: trained.past, now }), 'tenure');
    const unpaired = columnOf(await checkDrift({ profiles, past: null, now }), 'tenure');
    expect(paired.statistic).toBe(unpaired.statistic);
    expect(paired.threshold).toBeLessThan(unpaired.threshold / 3);
    expect(paired.drifted).toBe(true);
  });
});

function join(a: FeatureTable, b: FeatureTable): FeatureTable {
  return {
    rows: a.rows + b.rows,
    columns: a.columns.map((column, i) => {
      const other = b.columns[i]!;
      if (column.kind === 'numeric' && other.kind === 'numeric') {
        return { ...column, values: Float64Array.of(...column.values, ...other.values) };
      }
      if (column.kind === 'categorical' && other.kind === 'categorical') {
        return { ...column, codes: Int32Array.of(...column.codes, ...other.codes) };
      }
      throw new Error('the tables differ');
    }),
  };
}
