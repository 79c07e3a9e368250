import { describe, expect, it } from 'vitest';
import type { FeatureTable } from '../preprocessing/feature-table.js';
import { createRandom } from '../random.js';
import { nearDuplicateGroups } from './near-duplicate-groups.js';

/** Customers with `copies` rows each, which differ by `noise` standard deviations; an answer for each customer. */
function draw(customers: number, copies: number, noise: number, seed = 1) {
  const random = createRandom(seed);
  const rows = customers * copies;
  const numbers = Array.from({ length: 5 }, () => new Float64Array(rows));
  const codes = new Int32Array(rows);
  const y = new Uint8Array(rows);
  for (let customer = 0; customer < customers; customer++) {
    const own = numbers.map(() => random.normal());
    const plan = random.integer(3);
    const answer = Number(random.next() < 1 / (1 + Math.exp(1 - own[0]!)));
    for (let copy = 0; copy < copies; copy++) {
      const row = copy * customers + customer;
      numbers.forEach((values, j) => {
        values[row] = own[j]! + noise * (random.next() - 0.5);
      });
      codes[row] = plan;
      y[row] = answer;
    }
  }
  const columns = numbers.map((values, j) => ({ kind: 'numeric' as const, name: `x${j}`, values }));
  const plan = { kind: 'categorical' as const, name: 'plan', codes, levels: ['a', 'b', 'c'] };
  const table: FeatureTable = { rows, columns: [...columns, plan] };
  return { table, y };
}

describe('rows that are nearly equal', () => {
  it('share a number if they share their answer, all but a few of them', () => {
    const { table, y } = draw(2000, 3, 0.05);
    const groups = nearDuplicateGroups(table, y);
    const together = Array.from({ length: 4000 }, (_, i) => groups[i + 2000] === groups[i % 2000]);
    expect(together.filter(Boolean).length / together.length).toBeGreaterThan(0.95);
    // Nobody else is among them.
    for (let i = 0; i < 6000; i++) expect(groups[i]! % 2000).toBe(i % 2000);
  });

  it('have numbers of their own where they are only alike', () => {
    const random = createRandom(3);
    const values = () => Float64Array.from({ length: 3000 }, () => random.normal());
    const table: FeatureTable = {
      rows: 3000,
      columns: [
        { kind: 'numeric', name: 'a', values: values() },
        { kind: 'numeric', name: 'b', values: values() },
      ],
    };
    const y = Uint8Array.from({ length: 3000 }, () => Number(random.next() < 0.3));
    expect(nearDuplicateGroups(table, y)).toEqual(Int32Array.from(y.keys()));
  });

  it('are the same for the same seed', () => {
    const { table, y } = draw(300, 2, 0.05);
    expect(nearDuplicateGroups(table, y, 4)).toEqual(nearDuplicateGroups(table, y, 4));
  });
});
