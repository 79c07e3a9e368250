import { createRandom, type FeatureColumn } from '@holdfast/ml-core';

const ROWS = 500;

const random = createRandom(5);
const draw = (value: (i: number) => number) => Float64Array.from({ length: ROWS }, (_, i) => value(i));
const tenure = draw(() => random.integer(60));
const charge = draw((i) => 20 + random.integer(80) + 0.3 * tenure[i]!);
const plan = Int32Array.from({ length: ROWS }, () => random.integer(3));
/** What is known of 500 customers. */
export const features: FeatureColumn[] = [
  { kind: 'numeric', name: 'tenure', values: tenure },
  { kind: 'numeric', name: 'charge', values: charge },
  { kind: 'categorical', name: 'plan', levels: ['basic', 'gold', 'plus'], codes: plan },
  { kind: 'numeric', name: 'visits', values: draw(() => random.integer(12)) },
];
/** Who left, told by tenure and plan. */
export const left = draw((i) => {
  const logOdds = 0.5 - 0.06 * tenure[i]! + (plan[i] === 0 ? 1 : 0);
  return Number(random.next() < 1 / (1 + Math.exp(-logOdds)));
});

/** Who left, shuffled, so that nothing tells it. */
export function shuffledBy(seed: number): Float64Array {
  const order = Int32Array.from(left.keys());
  createRandom(seed, 17).shuffle(order);
  return Float64Array.from(order, (i) => left[i]!);
}

/** A shuffle of which a forest learns something that its interval alone takes for real: an AUC of .61, the lower end above .55. */
export const LUCKY = 18;
