import { formatFeature } from '#lib/format/words.ts';

/** A feature's contribution to a score. */
interface Contribution {
  readonly feature: string;
  readonly value: string | null;
  readonly contribution: number;
}

/** A feature with the customer's value, in words: "Contract: Month-to-month". */
export function contributionLabel({ feature, value }: Pick<Contribution, 'feature' | 'value'>): string {
  return `${formatFeature(feature)}: ${value ?? 'missing'}`;
}

/** The largest contribution that raises the score, in words; undefined if none does. */
export function firstReason(contributions: readonly Contribution[]): string | undefined {
  const raising = contributions.filter(({ contribution }) => contribution > 0);
  const strongest = raising.sort((a, b) => b.contribution - a.contribution)[0];
  return strongest && contributionLabel(strongest);
}
