import { MessageChannel, type MessagePort } from 'node:worker_threads';
import * as core from '@holdfast/ml-core';
import { createRandom, type FeatureColumn, stratifiedKFold } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import {
  type Comparison,
  type ComparisonTools,
  compareCandidates,
  type JudgedRows,
} from './compare-candidates.js';

const tools: ComparisonTools = { clock: () => 0, pool: undefined, estimators: core, progress: () => {} };
const auto = { algorithm: 'auto', imbalance: 'auto', seed: 0 } as const;

/** Customers whose log-odds follow from four columns; two more say nothing. */
function judged(rows: number, logOdds: (values: number[]) => number): JudgedRows {
  const random = createRandom(4);
  const columns = Array.from({ length: 6 }, () => Float64Array.from({ length: rows }, random.normal));
  const y = Uint8Array.from({ length: rows }, (_, i) => {
    const z = logOdds(columns.map((values) => values[i]!));
    return Number(random.next() < 1 / (1 + Math.exp(-z)));
  });
  const table = {
    rows,
    columns: columns.map((values, j): FeatureColumn => ({ kind: 'numeric', name: `c${j}`, values })),
  };
  const keys = Int32Array.from(y.keys());
  return { table, y, keys, folds: stratifiedKFold(y), freshFolds: stratifiedKFold(y, { seed: 1 }) };
}

const lines = judged(1500, ([a, b]) => 1.2 * a! - b! - 1.5);
const chequers = judged(
  3000,
  ([a, b, c]) => 8 * Math.sign(Math.sin(4 * a!)) * Math.sign(Math.sin(4 * b!)) + 2 * c! - 1,
);

const timeless = ({ candidates, outOfFold, settings }: Comparison) => ({
  candidates: candidates.map((candidate) => ({ ...candidate, fitSeconds: 0 })),
  ...{ outOfFold, settings },
});

/** Threads of a pool inside this one: messages really are cloned and arrive later. */
function openPool(threads: number) {
  const open: MessagePort[] = [];
  const wrap = (port: MessagePort): core.TaskPort => ({
    post: (message) => port.postMessage(message),
    listen: (listener) => port.on('message', listener),
  });
  const ports = Array.from({ length: threads }, () => {
    const { port1, port2 } = new MessageChannel();
    open.push(port1, port2);
    core.serveTasks(wrap(port2));
    return wrap(port1);
  });
  return { pool: core.createPool(ports), close: () => open.forEach((port) => void port.close()) };
}

describe('AUTO', () => {
  it('takes the straight line where that is all there is', async () => {
    const { chosen, candidates, settings } = await compareCandidates(lines, auto, tools);
    expect(chosen).toMatchObject({ algorithm: 'logisticRegression', imbalance: 'none', chosen: true });
    expect(settings).toEqual({});
    expect(candidates.find(({ algorithm }) => algorithm === 'randomForest')!.settings).toEqual([]);
  });

  it('draws cuts where that follows noise less', async () => {
    const both = judged(1500, ([a, b, c]) => 1.2 * a! - b! + 2 * Math.abs(c!) - 2.5);
    const { chosen, settings } = await compareCandidates(both, auto, tools);
    expect(chosen.algorithm).toBe('gradientBoosting');
    expect(settings.gradientBoosting!.extraTrees).toBe(true);
    expect(chosen.settings.filter(({ kept }) => kept)).toMatchObject([{ rows: expect.any(Number) }]);
  });

  it('gives trees more to say with where much is to be learned', async () => {
    const { chosen, settings, foldModels, outOfFold } = await compareCandidates(chequers, auto, tools);
    expect(chosen.algorithm).toBe('gradientBoosting');
    expect(settings.gradientBoosting!.maxLeaves).toBe(31);
    expect(chosen.settings.filter(({ kept }) => kept).length).toBeGreaterThan(0);
    expect(foldModels).toHaveLength(5);
    const plain = { algorithm: 'gradientBoosting', imbalance: 'none', seed: 0 } as const;
    const usual = await compareCandidates({ ...chequers, folds: chequers.freshFolds }, plain, tools);
    const { difference, high } = core.brierDifference(
      chequers.y,
      usual.outOfFold.calibrated,
      outOfFold.calibrated,
    );
    expect(difference).toBeLessThan(0);
    expect(high).toBeLessThan(0);
  });

  it('tells of everyone that went no further beside whom, on how many rows, and of the others nothing', async () => {
    const { candidates } = await compareCandidates(chequers, auto, tools);
    const [line, , boosting] = candidates;
    expect(line).toMatchObject({
      algorithm: 'logisticRegression',
      rows: 600,
      wentNoFurther: { rows: 600, outcome: 'SURELY_WORSE', rival: { imbalance: 'none' } },
    });
    expect(line!.metrics.brierScore).toBeCloseTo(line!.wentNoFurther!.brierScore, 12);
    expect(boosting).toMatchObject({ chosen: true, rows: 3000, wentNoFurther: null });
    for (const { chosen, rows, wentNoFurther } of candidates) {
      expect(wentNoFurther === null).toBe(rows === 3000);
      if (chosen) expect(wentNoFurther).toBeNull();
    }
  });

  it('decides alike whatever time anything takes', async () => {
    let time = 0;
    const slow = { ...tools, clock: () => (time += time % 7 === 0 ? 1 : 100) };
    expect(timeless(await compareCandidates(lines, auto, slow))).toEqual(
      timeless(await compareCandidates(lines, auto, tools)),
    );
  });

  it('comes out the same on two threads and on three', async () => {
    const alone = timeless(await compareCandidates(chequers, auto, tools));
    for (const threads of [2, 3]) {
      const { pool, close } = openPool(threads);
      expect(timeless(await compareCandidates(chequers, auto, { ...tools, pool }))).toEqual(alone);
      close();
    }
  });

  it('tries no strategy where both answers are about as frequent', async () => {
    const even = judged(600, ([a]) => a!);
    const { candidates } = await compareCandidates(even, auto, tools);
    expect(candidates.map(({ imbalance }) => imbalance)).toEqual(['none', 'none', 'none']);
  });

  it('compares everyone on all folds where there are too few leavers for less', async () => {
    const few = judged(400, ([a]) => a! - 3.2);
    const { candidates } = await compareCandidates(few, auto, tools);
    expect(candidates).toHaveLength(7);
    for (const { rows, settings } of candidates) {
      expect(rows).toBe(400);
      expect(settings).toEqual([]);
    }
  });
});

describe('a named algorithm', () => {
  it('with a named strategy is judged on the folds themselves, with the usual settings', async () => {
    const named = { algorithm: 'gradientBoosting', imbalance: 'none', seed: 0 } as const;
    const { candidates, folds, outOfFold, settings } = await compareCandidates(chequers, named, tools);
    expect(settings).toEqual({});
    expect(folds).toBe(chequers.folds);
    expect(candidates).toMatchObject([{ chosen: true, rows: 3000, wentNoFurther: null, settings: [] }]);
    const { table, y } = chequers;
    const plain = await core.crossValidate({ table, y, folds, algorithm: 'gradientBoosting' });
    expect(outOfFold).toEqual(core.crossFitCalibration(plain.outOfFold, y, folds));
  });
});
