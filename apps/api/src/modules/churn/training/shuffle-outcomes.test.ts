import * as core from '@holdfast/ml-core';
import { createRandom, type FeatureTable, stratifiedKFold } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { type ComparisonTools, compareCandidates } from './compare-candidates.js';
import { shuffleOutcomes, withLuck } from './shuffle-outcomes.js';

const ROWS = 300;
const tools: ComparisonTools = { estimators: core, clock: () => 0, pool: undefined, progress: () => {} };

/** Rows whose outcomes hang on a number by so much. */
function rowsOf(effect: number) {
  const random = createRandom(3);
  const values = Float64Array.from({ length: ROWS }, () => random.normal());
  const other = Float64Array.from({ length: ROWS }, () => random.normal());
  const y = Uint8Array.from(values, (value) =>
    Number(random.next() < 1 / (1 + Math.exp(1 - effect * value))),
  );
  const columns = [
    { kind: 'numeric', name: 'calls', values },
    { kind: 'numeric', name: 'other', values: other },
  ] as const;
  const table: FeatureTable = { rows: ROWS, columns };
  const deal = (seed: number) => stratifiedKFold(y, { folds: 5, seed });
  return { table, y, keys: Int32Array.from(y.keys()), folds: deal(0), freshFolds: deal(1) };
}

async function test(effect: number, seed = 0, progress = tools.progress) {
  const rows = rowsOf(effect);
  const options = { algorithm: 'logisticRegression', imbalance: 'none', seed } as const;
  const compared = await compareCandidates(rows, options, tools);
  const shuffled = await shuffleOutcomes(rows, compared, seed, { ...tools, progress });
  return { shuffled, metrics: compared.chosen.metrics };
}

describe('learning from shuffled outcomes', () => {
  it('is spared where one half is within the interval, and where the AUC is out of reach of luck', async () => {
    const steps: string[] = [];
    const { shuffled, metrics } = await test(0, 0, (_, step) => steps.push(step));
    expect(metrics.rocAucLow).toBeLessThanOrEqual(0.5);
    expect(shuffled).toBeNull();
    const strong = await test(3, 0, (_, step) => steps.push(step));
    expect(strong.metrics.rocAuc).toBeGreaterThan(0.8);
    expect(strong.shuffled).toBeNull();
    expect(steps).toEqual([]);
  });

  it('brings AUCs about one half; what holds is above them, by a seed the same each time', async () => {
    const { shuffled, metrics } = await test(0.8);
    expect(shuffled).toMatchObject({ shuffles: 39, asGood: 0 });
    const { highest, needed } = shuffled!;
    expect(highest).toBeGreaterThan(0.5);
    expect(highest).toBeLessThan(0.62);
    expect(needed).toBeGreaterThanOrEqual(highest);
    expect(metrics.rocAuc).toBeGreaterThan(needed);
    expect((await test(0.8)).shuffled).toEqual(shuffled);
    expect((await test(0.8, 1)).shuffled).not.toEqual(shuffled);
  });

  it('makes the interval of the AUC as wide as its luck asks for, and never narrower', async () => {
    const { shuffled, metrics } = await test(0.8);
    const wide = withLuck(metrics, { ...shuffled!, spread: 0.05 });
    expect(wide.rocAucLow).toBeCloseTo(metrics.rocAuc - 0.098, 4);
    expect(wide.rocAucHigh).toBeCloseTo(metrics.rocAuc + 0.098, 4);
    const narrow = withLuck(metrics, { ...shuffled!, spread: 0.001 });
    expect(narrow).toMatchObject({ rocAucLow: metrics.rocAucLow, rocAucHigh: metrics.rocAucHigh });
    expect(withLuck(metrics, null)).toEqual({ ...metrics, shuffled: null });
  });
});
