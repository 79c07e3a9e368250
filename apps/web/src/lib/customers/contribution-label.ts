import { formatFeature } from '$lib/format/words';

/** A feature's share in a score, as far as a reader needs it. */
interface Contribution {
  readonly feature: string;
  readonly value: string | null;
  readonly contribution: number;
}

/** A feature and the customer's value of it, in words: "Contract: Month-to-month". */
export function contributionLabel({ feature, value }: Pick<Contribution, 'feature' | 'value'>): string {
  return `${formatFeature(feature)}: ${value ?? 'missing'}`;
}

/** The strongest of the contributions that raise the score, in words; undefined where none does. */
export function firstReason(contributions: readonly Contribution[]): string | undefined {
  const raising = contributions.filter(({ contribution }) => contribution > 0);
  const strongest = raising.sort((a, b) => b.contribution - a.contribution)[0];
  return strongest && contributionLabel(strongest);
}
