import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProgressWriter } from './progress-writer.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function record() {
  const written: [number, string][] = [];
  const writer = new ProgressWriter(async (fraction, step) => void written.push([fraction, step]));
  return { writer, written };
}

it('writes the first report at once, and only the last of many in a quarter of a second', async () => {
  const { writer, written } = record();
  for (let i = 1; i <= 100; i++) writer.report(i / 100, `row ${i}`);
  await vi.advanceTimersByTimeAsync(0);
  expect(written).toEqual([[0.01, 'row 1']]);
  await vi.advanceTimersByTimeAsync(250);
  expect(written).toEqual([
    [0.01, 'row 1'],
    [1, 'row 100'],
  ]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toHaveLength(2);
});

it('clamps fractions to 0..1', async () => {
  const { writer, written } = record();
  writer.report(1.2, 'over');
  await vi.advanceTimersByTimeAsync(250);
  writer.report(-1, 'under');
  await vi.advanceTimersByTimeAsync(250);
  expect(written).toEqual([
    [1, 'over'],
    [0, 'under'],
  ]);
});

it('continues after a failed write, and writes nothing once it is closed', async () => {
  let calls = 0;
  const writer = new ProgressWriter(async () => {
    calls++;
    throw new Error('the database is away');
  });
  writer.report(0.1, 'a');
  writer.report(0.2, 'b');
  await vi.advanceTimersByTimeAsync(250);
  expect(calls).toBe(2);
  writer.report(0.3, 'c');
  await writer.close();
  await vi.advanceTimersByTimeAsync(1000);
  expect(calls).toBe(2);
});
