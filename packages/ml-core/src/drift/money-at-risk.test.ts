import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { checkFresh, drawCustomers, multiply, trainMonitored } from './drift-simulation.test-support.js';
import { moneyAtRisk } from './money-at-risk.js';

const alone = Int32Array.of(-1, -1, -1, -1);

it('is the average of what is at stake, and its change has an interval', () => {
  const found = moneyAtRisk(
    Float64Array.of(1, 3, 1, 3),
    Float64Array.of(2, 4, 2, 4),
    alone,
    createRandom(1),
  )!;
  expect(found.past).toBe(2);
  expect(found.now).toBe(3);
  expect(found.change.value).toBeCloseTo(0.5, 12);
  expect(found.change.low).toBeLessThan(0.5);
  expect(found.change.high).toBeGreaterThan(0.5);
});

it('has not changed, surely, where everybody is as before', () => {
  const risks = Float64Array.of(1, 3, 1, 7);
  const { change } = moneyAtRisk(risks, risks, Int32Array.of(0, 1, 2, 3), createRandom(1))!;
  expect(change).toEqual({ value: 0, low: 0, high: 0 });
});

it('is nothing where nothing was at stake', () => {
  expect(moneyAtRisk(new Float64Array(4), Float64Array.of(1, 1, 1, 1), alone, createRandom(1))).toBeNull();
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
