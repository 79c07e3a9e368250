import { describe, expect, it } from 'vitest';
import type { FeatureColumn, FeatureTable } from '../../preprocessing/feature-table.js';
import { createRandom } from '../../random.js';
import { findGroupRules, type GroupRule } from './find-group-rules.js';
import { type GroupCondition, matcherOf, rowsMeeting } from './group-condition.js';

const numbers = (name: string, values: ArrayLike<number>): FeatureColumn => ({
  kind: 'numeric',
  name,
  values: Float64Array.from(values),
});
const levels = (name: string, cells: readonly string[]): FeatureColumn => {
  const all = [...new Set(cells)].filter((level) => level !== '').sort();
  return {
    kind: 'categorical',
    name,
    levels: all,
    codes: Int32Array.from(cells, (cell) => all.indexOf(cell)),
  };
};
const tableOf = (...columns: FeatureColumn[]): FeatureTable => {
  const [first] = columns;
  return { rows: first!.kind === 'numeric' ? first!.values.length : first!.codes.length, columns };
};
const draw = (n: number, seed: number, one: (uniform: () => number) => number) => {
  const random = createRandom(seed);
  return Float64Array.from({ length: n }, () => one(() => random.next()));
};
const only = (table: FeatureTable, group: Uint8Array, options = {}) =>
  findGroupRules(table, [group], options)[0]!;

const said = ({ conditions }: GroupRule) =>
  conditions.map((condition) =>
    condition.kind === 'atLeast' || condition.kind === 'below'
      ? `${condition.column} ${condition.kind} ${condition.value}`
      : `${condition.column} ${condition.kind} ${condition.kind === 'among' ? condition.levels.join('/') : ''}`,
  );

describe('a rule that tells a group', () => {
  const n = 2000;
  const spend = draw(n, 1, (u) => Math.round(u() * 2000));
  const visits = draw(n, 2, (u) => Math.floor(u() * 10));
  const noise = draw(n, 3, (u) => u());

  it('finds two planted conditions, in round numbers and without a third', () => {
    const table = tableOf(numbers('spend', spend), numbers('visits', visits), numbers('noise', noise));
    const group = Uint8Array.from(spend, (value, i) => Number(value >= 800 && visits[i]! >= 4));
    const rule = only(table, group);
    expect(said(rule).sort()).toEqual(['spend atLeast 800', 'visits atLeast 4']);
    expect(rule.f1).toBe(1);
  });

  it('tells a range of one column by its two ends', () => {
    const group = Uint8Array.from(spend, (value) => Number(value >= 500 && value < 900));
    expect(said(only(tableOf(numbers('spend', spend)), group)).sort()).toEqual([
      'spend atLeast 500',
      'spend below 900',
    ]);
  });

  it('names a few levels of a category, all but one, and a missing value', () => {
    const plans = Array.from({ length: 700 }, (_, i) => ['a', 'b', 'c', 'd', 'e', 'f', ''][i % 7]!);
    const table = tableOf(levels('plan', plans));
    const told = (has: (plan: string) => boolean) =>
      only(
        table,
        Uint8Array.from(plans, (plan) => Number(has(plan))),
      ).conditions;
    expect(told((plan) => 'bd'.includes(plan) && plan !== '')).toEqual([
      { kind: 'among', column: 'plan', levels: ['b', 'd'] },
    ]);
    expect(told((plan) => plan !== 'c' && plan !== '')).toEqual([
      { kind: 'except', column: 'plan', level: 'c' },
    ]);
    expect(told((plan) => plan === '')).toEqual([{ kind: 'missing', column: 'plan' }]);
  });

  it('counts what its conditions hold for, and a number that is missing meets none', () => {
    const some = Float64Array.from(spend, (value, i) => (i % 5 === 0 ? Number.NaN : value));
    const table = tableOf(numbers('spend', some), numbers('visits', visits));
    const group = Uint8Array.from(spend, (value, i) => Number(value >= 1000 && noise[i]! > 0.1));
    const rule = only(table, group);
    const rows = [...rowsMeeting(table, rule.conditions).entries()].flatMap(([row, told]) =>
      told ? [row] : [],
    );
    expect(rule.told).toBe(rows.length);
    expect(rule.caught).toBe(rows.filter((row) => group[row] === 1).length);
    expect(rows.every((row) => !Number.isNaN(some[row]!))).toBe(true);
    expect(rule.f1).toBeCloseTo((2 * rule.caught) / (rule.told + group.reduce((a, b) => a + b, 0)), 12);
  });

  it('takes another condition for more than the least gain alone', () => {
    const table = tableOf(numbers('spend', spend), numbers('visits', visits), numbers('noise', noise));
    const group = Uint8Array.from(spend, (value, i) =>
      Number(value >= 800 && visits[i]! >= 4 && noise[i]! < 0.99),
    );
    expect(only(table, group).conditions).toHaveLength(2);
    expect(only(table, group, { minGain: 0.001 }).conditions).toHaveLength(3);
    expect(only(table, group, { maxConditions: 1 }).conditions).toHaveLength(1);
  });

  it('goes on where one condition more makes the rule a good one', () => {
    const table = tableOf(numbers('spend', spend), numbers('visits', visits), numbers('noise', noise));
    const group = Uint8Array.from(spend, (value, i) =>
      Number(value >= 800 && visits[i]! >= 4 && noise[i]! < 0.99),
    );
    expect(only(table, group, { goodF1: 0.999 }).conditions).toHaveLength(3);
  });

  it('rounds a number where that costs little, and not where the rule would no longer be a good one', () => {
    const table = tableOf(numbers('spend', spend));
    const group = Uint8Array.from(spend, (value) => Number(value >= 803));
    expect(only(table, group, { rounding: 0 }).f1).toBe(1);
    expect(only(table, group, { goodF1: 1 }).f1).toBe(1);
    const rounded = only(table, group);
    expect(said(rounded)).toEqual(['spend atLeast 800']);
    expect(rounded.f1).toBeGreaterThan(0.998);
    expect(rounded.f1).toBeLessThan(1);
  });

  it('cuts dates between whole days', () => {
    const days = draw(n, 5, (u) => 15_000 + u() * 1000);
    const group = Uint8Array.from(days, (day) => Number(day >= 15_400));
    const [condition] = only(
      tableOf({ ...numbers('joined', days), isDate: true } as FeatureColumn),
      group,
    ).conditions;
    expect(Number.isInteger((condition as { value: number }).value)).toBe(true);
  });

  it('has none for a group of nobody and of all', () => {
    const table = tableOf(numbers('spend', spend));
    expect(findGroupRules(table, [new Uint8Array(n), new Uint8Array(n).fill(1)])).toEqual([null, null]);
  });

  it('is as good as the best of all rules, on small tables, in nine of ten and never much worse', () => {
    const losses = Array.from({ length: 30 }, (_, seed) => {
      const rows = 40;
      const columns = [0, 1, 2].map((c) =>
        numbers(
          `c${c}`,
          draw(rows, 100 + 10 * seed + c, (u) => Math.floor(u() * 8)),
        ),
      );
      const table = tableOf(
        ...columns,
        levels('l', [...draw(rows, 500 + seed, (u) => Math.floor(u() * 3))].map(String)),
      );
      const [x, y, z] = columns.map((column) => (column as { values: Float64Array }).values);
      const chance = draw(rows, 900 + seed, (u) => u() * 4);
      const group = Uint8Array.from(chance, (noise, i) => Number(x![i]! + y![i]! - z![i]! + noise > 7));
      return bestOfAll(table, group, 3) - only(table, group, { minGain: 0, goodF1: 1, maxConditions: 3 }).f1;
    });
    expect(losses.filter((loss) => loss < 0.0021).length).toBeGreaterThanOrEqual(27);
    expect(Math.max(...losses)).toBeLessThan(0.05);
    expect(Math.min(...losses)).toBeGreaterThan(-1e-12);
  });
});

/** The best F1 of every conjunction of at most `most` conditions, tried one by one. */
function bestOfAll(table: FeatureTable, group: Uint8Array, most: number): number {
  const size = group.reduce((sum, own) => sum + own, 0);
  const all = table.columns.flatMap((column) => {
    const conditions: GroupCondition[] =
      column.kind === 'numeric'
        ? [...new Set(column.values)].flatMap((value) => [
            { kind: 'atLeast', column: column.name, value },
            { kind: 'below', column: column.name, value },
          ])
        : column.levels.flatMap((level) => [
            { kind: 'among', column: column.name, levels: [level] },
            { kind: 'except', column: column.name, level },
          ]);
    return conditions.map((condition) => matcherOf(column, condition));
  });
  let best = 0;
  const visit = (rows: readonly number[], from: number, length: number) => {
    const caught = rows.filter((row) => group[row] === 1).length;
    if (length > 0) best = Math.max(best, (2 * caught) / (rows.length + size));
    if (length === most || (2 * caught) / (caught + size) <= best) return;
    for (let i = from; i < all.length; i++) visit(rows.filter(all[i]!), i + 1, length + 1);
  };
  visit(Array.from(group.keys()), 0, 0);
  return best;
}
