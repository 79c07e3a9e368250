import { drawOf, holdOut } from '@holdfast/ml-core';
import type { ListedCustomer } from '../customer-list/index.js';

/** Which customers of a list are left alone: 1 or 0 for each, stratified by risk band and segment. */
export function drawArms(
  customers: readonly ListedCustomer[],
  { share, seed }: { readonly share: number; readonly seed: number },
): Uint8Array {
  const numbers = new Map<string, number>();
  // Sorted, so that the order of the strata does not depend on who comes first in the list.
  const names = customers.map(({ riskBand, segmentKey }) => `${segmentKey ?? ''} ${riskBand ?? ''}`);
  for (const name of [...new Set(names)].sort()) numbers.set(name, numbers.size);
  const strata = Int32Array.from(names, (name) => numbers.get(name)!);
  const draws = Float64Array.from(customers, ({ externalId }) => drawOf(seed, externalId));
  return holdOut(strata, draws, { share, seed });
}
