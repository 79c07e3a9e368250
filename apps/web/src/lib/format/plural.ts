import { perTag } from '#lib/words/locale.svelte.ts';
import { formatCount } from './number';

const rules = perTag((tag) => new Intl.PluralRules(tag));

/** What is said of each kind of number that a language tells apart; English and German need `one` and `other`. */
export type Forms = { readonly other: string } & { readonly [kind in Intl.LDMLPluralRule]?: string };

/** Of several forms the one that agrees with a count: "is" or "are". */
export function byCount(count: number, forms: Forms): string {
  return forms[rules().select(Math.round(count))] ?? forms.other;
}

/** A count with its noun: `plural(1, 'customer')` is "1 customer", `plural(5000, 'customer')` "5,000 customers". */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${formatCount(count)} ${byCount(count, { one: noun, other: many })}`;
}
