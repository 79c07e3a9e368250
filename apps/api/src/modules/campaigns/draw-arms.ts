import { drawOf, holdOut } from '@holdfast/ml-core';
import type { ListedCustomer } from '../customer-list/index.js';

/** How a list is dealt into arms. */
export interface ArmShares {
  /** Left alone. */
  readonly share: number;
  /** Neither contacted nor left alone. */
  readonly asUsual: number;
  readonly seed: number;
}

/** For each customer of a list 1 or 0: whether they are left alone, and whether they are treated as usual. */
export interface DrawnArms {
  readonly held: Uint8Array;
  readonly asUsual: Uint8Array;
}

/** Customers are told apart by value into so many parts of the list. */
const VALUE_PARTS = 3;

/**
 * Deals a list into arms, stratified by segment, risk band and third of value. Who is left alone does not depend on whether
 * others are treated as usual: those are drawn from the rest, by a draw of their own.
 */
export function drawArms(
  customers: readonly ListedCustomer[],
  { share, asUsual, seed }: ArmShares,
): DrawnArms {
  const numbers = new Map<string, number>();
  const parts = valueParts(customers);
  // Sorted, so that the order of the strata does not depend on who comes first in the list, and that those of one segment and
  // band are neighbours: rounding then keeps the share of each of them, however small the parts by value are.
  const names = customers.map(
    ({ riskBand, segmentKey }, i) => `${segmentKey ?? ''} ${riskBand ?? ''} ${parts[i]}`,
  );
  for (const name of [...new Set(names)].sort()) numbers.set(name, numbers.size);
  const strata = Int32Array.from(names, (name) => numbers.get(name)!);
  const draws = Float64Array.from(customers, ({ externalId }) => drawOf(seed, externalId));
  const held = holdOut(strata, draws, { share, seed });
  const usual = new Uint8Array(customers.length);
  const rest = Int32Array.from(customers.keys()).filter((i) => held[i] === 0);
  if (asUsual > 0) {
    const others = Float64Array.from(rest, (i) => drawOf(seed, `as usual ${customers[i]!.externalId}`));
    const drawn = holdOut(
      Int32Array.from(rest, (i) => strata[i]!),
      others,
      { share: Math.min(1, asUsual / (1 - share)), seed },
    );
    rest.forEach((i, at) => {
      usual[i] = drawn[at]!;
    });
  }
  return { held, asUsual: usual };
}

/** Of each customer the third of the list by value, 0..2; 3 where the value is not known. */
function valueParts(customers: readonly ListedCustomer[]): number[] {
  const values = customers.map(({ expectedLoss, probability }) =>
    expectedLoss === null || probability === null || probability === 0 ? null : expectedLoss / probability,
  );
  const known = Float64Array.from(values.filter((value) => value !== null)).sort();
  const edges = Array.from(
    { length: VALUE_PARTS - 1 },
    (_, i) => known[Math.floor(((i + 1) * known.length) / VALUE_PARTS)]!,
  );
  return values.map((value) =>
    value === null ? VALUE_PARTS : edges.reduce((part, edge) => part + Number(value >= edge), 0),
  );
}
