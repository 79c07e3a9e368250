import { createRandom } from '@holdfast/ml-core';
import { expect, it } from 'vitest';
import type { ListedCustomer } from '../customer-list/index.js';
import { drawArms } from './draw-arms.js';

const random = createRandom(3);
const BANDS = ['LOW', 'MEDIUM', 'HIGH'] as const;
/** The more a customer is worth the rarer, as it is in life. */
const customers: ListedCustomer[] = Array.from({ length: 2000 }, (_, row) => {
  const probability = random.next();
  const value = Math.exp(3 + 1.5 * random.normal());
  return {
    row,
    externalId: `c${row}`,
    probability,
    riskBand: BANDS[Math.floor(3 * probability)]!,
    expectedLoss: row % 10 === 0 ? null : probability * value,
    left: false,
    segmentKey: 'abc'[row % 3]!,
  };
});
const worth = ({ expectedLoss, probability }: ListedCustomer) =>
  expectedLoss === null ? null : expectedLoss / probability!;
const known = customers.flatMap((customer) => worth(customer) ?? []).sort((a, b) => a - b);
const third = (customer: ListedCustomer) => {
  const value = worth(customer);
  return value === null
    ? 'unknown'
    : String([1 / 3, 2 / 3].filter((at) => value >= known[Math.floor(at * known.length)]!).length);
};
const groupsBy = (nameOf: (customer: ListedCustomer) => string) => Map.groupBy(customers, nameOf).values();

it.each([0.1, 0.2, 0.5])(
  'leaves the same share alone of every segment, band and third of value: %d',
  (share) => {
    const { held } = drawArms(customers, { share, asUsual: 0, seed: 1 });
    expect(held.reduce((sum, one) => sum + one, 0)).toBe(share * customers.length);
    const within = ({ segmentKey, riskBand }: ListedCustomer) => `${segmentKey} ${riskBand}`;
    for (const nameOf of [within, (one: ListedCustomer) => `${within(one)} ${third(one)}`]) {
      for (const group of groupsBy(nameOf)) {
        const left = group.reduce((sum, { row }) => sum + held[row]!, 0);
        expect(Math.abs(left - share * group.length)).toBeLessThan(1);
      }
    }
  },
);

it('is the same whatever the order of the list', () => {
  const { held } = drawArms(customers, { share: 0.2, asUsual: 0.1, seed: 4 });
  const backwards = drawArms(customers.toReversed(), { share: 0.2, asUsual: 0.1, seed: 4 });
  expect([...backwards.held].reverse()).toEqual([...held]);
});

it('draws a list of which no value is known by segment and band alone', () => {
  const unknown = customers.map((customer) => ({ ...customer, expectedLoss: null }));
  const { held } = drawArms(unknown, { share: 0.3, asUsual: 0, seed: 1 });
  expect(held.reduce((sum, one) => sum + one, 0)).toBe(600);
});

it('leaves most of the same customers alone in another list under the same seed, of those who are in both', () => {
  const heldOf = (list: readonly ListedCustomer[], seed: number) => {
    const { held } = drawArms(list, { share: 0.2, asUsual: 0, seed });
    return new Set(list.filter((_, i) => held[i] === 1).map(({ externalId }) => externalId));
  };
  const [first, second] = [customers.slice(0, 1400), customers.slice(600)];
  const both = customers.slice(600, 1400).map(({ externalId }) => externalId);
  const heldFirst = heldOf(first, 1);
  const inBoth = both.filter((id) => heldFirst.has(id));
  const again = (seed: number) => {
    const held = heldOf(second, seed);
    return inBoth.filter((id) => held.has(id)).length / inBoth.length;
  };
  expect(again(1)).toBeGreaterThan(0.75);
  // By another seed as many as by chance.
  expect(again(2)).toBeLessThan(0.4);
});
