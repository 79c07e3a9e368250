import { columnName } from '#lib/state/column-names.svelte.ts';
import { say } from './messages';

/** A feature's contribution to a score. */
interface Contribution {
  readonly feature: string;
  readonly value: string | null;
}

/** A feature with the customer's value, in words: "Contract: Month-to-month". */
export function contributionLabel({ feature, value }: Contribution): string {
  return `${columnName(feature)}: ${value ?? say().missing}`;
}

/** Where a reason goes from what is so of the customer to what became of others. */
const COMPARED = /: ((of 100 |too few ).*)$/s;

/** A reason within a sentence: "Without tech support (of 100 such customers 42 left, of all 27)". */
export function reasonText({ text }: { readonly text: string }): string {
  return text.replace(COMPARED, ' ($1)');
}
