import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { checkFresh, drawCustomers, multiply, trainMonitored } from './drift-simulation.test-support.js';
import { moneyAtRisk } from './money-at-risk.js';

const alone = Int32Array.of(-1, -1, -1, -1);
const sure = new Float64Array(300).fill(1);

it('is the average of what is at stake, and its change has an interval', () => {
  const stakes = { past: Float64Array.of(1, 3, 1, 3), now: Float64Array.of(2, 4, 2, 4), pairs: alone };
  const found = moneyAtRisk({ ...stakes, doubt: sure }, createRandom(1))!;
  expect(found.past).toBe(2);
  expect(found.now).toBe(3);
  expect(found.change.value).toBeCloseTo(0.5, 12);
  expect(found.change.low).toBeLessThan(0.5);
  expect(found.change.high).toBeGreaterThan(0.5);
});

it('has a wider interval where the probabilities rest on few outcomes', () => {
  const stakes = { past: new Float64Array(500).fill(1), now: new Float64Array(500).fill(1.4) };
  const doubtful = sure.map((_, i) => (i % 2 === 0 ? 0.7 : 1.3));
  const lowOf = (doubt: Float64Array) =>
    moneyAtRisk({ ...stakes, pairs: new Int32Array(500).fill(-1), doubt }, createRandom(1))!.change.low;
  expect(lowOf(sure)).toBeGreaterThan(0.2);
  expect(lowOf(doubtful)).toBeLessThan(0);
});

it('has not changed, surely, where everybody is as before', () => {
  const risks = Float64Array.of(1, 3, 1, 7);
  const same = { past: risks, now: risks, pairs: Int32Array.of(0, 1, 2, 3), doubt: sure };
  const { change } = moneyAtRisk(same, createRandom(1))!;
  expect(change).toEqual({ value: 0, low: 0, high: 0 });
});

it('is nothing where nothing was at stake', () => {
  const nothing = { past: new Float64Array(4), now: Float64Array.of(1, 1, 1, 1), pairs: alone, doubt: sure };
  expect(moneyAtRisk(nothing, createRandom(1))).toBeNull();
});

it('alerts where customers are worth twice as much, and in none of twenty checks of customers as before', async () => {
  const trained = await trainMonitored(drawCustomers(2000, 1));
  for (let week = 0; week < 20; week++) {
    const { alerts } = await checkFresh(trained, drawCustomers(2000, 100 + week), week, 'income');
    expect(alerts).not.toContain('MONEY');
  }
  const dearer = multiply('income', 2)(drawCustomers(2000, 7), createRandom(1));
  const { alerts, state, quality } = await checkFresh(trained, dearer, 7, 'income');
  expect(alerts).toEqual(['MONEY']);
  expect(state).toBe('ALERT');
  expect(quality!.money!.change.value).toBeCloseTo(1, 0);
});
