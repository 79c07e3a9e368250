import { columnName } from '#lib/state/column-names.svelte.ts';

/** A feature's contribution to a score. */
interface Contribution {
  readonly feature: string;
  readonly value: string | null;
}

/** A feature with the customer's value, in words: "Contract: Month-to-month". */
export function contributionLabel({ feature, value }: Contribution): string {
  return `${columnName(feature)}: ${value ?? 'missing'}`;
}

/** Where a reason goes from the customer's value to what became of others. */
const COMPARED = /^(.*): (of 100 |too few )/s;

/**
 * A reason in words, its column named as people name it, whatever its number: "Web visits: 7 (of 100 such customers 43
 * left, of all 27)".
 */
export function reasonText({ feature, text }: { readonly feature: string; readonly text: string }): string {
  const fact = text.slice(feature.length).replace(/^ is /, '');
  const compared = COMPARED.exec(fact);
  const value = compared ? compared[1]! : fact;
  const others = compared ? ` (${fact.slice(value.length + 2)})` : '';
  return `${columnName(feature)}: ${value}${others}`;
}
