import { paths } from '#lib/paths.ts';

/** A segment that a play is for, as far as its list of customers goes. */
interface Listed {
  readonly segment: { readonly key: string };
  readonly strategy: { readonly minProbability: number | null };
}

/** The address of the customers of a play in one segment, the highest gain first; `k` where it is not the selected one. */
export function listOf(dataset: string, { segment, strategy }: Listed, k: number | null = null): string {
  const chance = strategy.minProbability === null ? '' : `&min=${strategy.minProbability}`;
  return `${paths.segmentCustomers(dataset, segment.key, k)}${chance}&order=EXPECTED_GAIN_DESC`;
}
