import { formatFeature } from '#lib/format/words.ts';

/** A feature's contribution to a score. */
interface Contribution {
  readonly feature: string;
  readonly value: string | null;
}

/** A feature with the customer's value, in words: "Contract: Month-to-month". */
export function contributionLabel({ feature, value }: Contribution): string {
  return `${formatFeature(feature)}: ${value ?? 'missing'}`;
}

/** A reason in words, its column named as people name it: "Web visits is 7: of 100 such customers 43 left, of all 27". */
export function reasonText({ feature, text }: { readonly feature: string; readonly text: string }): string {
  return formatFeature(feature) + text.slice(feature.length);
}
