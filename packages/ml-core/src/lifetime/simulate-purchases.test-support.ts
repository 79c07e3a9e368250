import { createRandom, type Random } from '../random.js';
import type { PurchaseHistories } from './purchase-histories.js';

/** A customer base by the assumptions of BG/NBD; with a of 0 nobody ever leaves. */
export interface PlantedPurchases {
  readonly customers: number;
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  /** Customers start evenly over the first half of it, and are seen to its end. */
  readonly time: number;
  readonly seed: number;
  /** Times are whole numbers, so that histories repeat one another. */
  readonly whole?: boolean;
}

/** Histories up to `time`, and how often each customer bought in as long a time after it. */
export function simulatePurchases(planted: PlantedPurchases): {
  histories: PurchaseHistories;
  later: Float64Array;
} {
  const { customers, time, whole = false } = planted;
  const random = createRandom(planted.seed);
  const [repeats, last, age, later] = Array.from({ length: 4 }, () => new Float64Array(customers));
  const at = (value: number) => (whole ? Math.floor(value) : value);
  for (let i = 0; i < customers; i++) {
    age![i] = at(time - (random.next() * time) / 2);
    const rate = gamma(random, planted.r) / planted.alpha;
    const leaves = planted.a === 0 ? 0 : beta(random, planted.a, planted.b);
    for (let now = 0; ; ) {
      now -= Math.log(1 - random.next()) / rate;
      if (!(now <= age![i]! + time)) break;
      if (now <= age![i]!) {
        repeats![i]!++;
        last![i] = at(now);
      } else later![i]!++;
      if (random.next() < leaves) break;
    }
  }
  return { histories: { repeats: repeats!, last: last!, age: age! }, later: later! };
}

/** Marsaglia and Tsang (2000), with the boost for shapes below 1. */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

function beta(random: Random, a: number, b: number): number {
  const [x, y] = [gamma(random, a), gamma(random, b)];
  return x / (x + y);
}
