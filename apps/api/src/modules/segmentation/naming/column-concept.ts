import { nameInWords, wordsOf } from '../../feature-matrix/index.js';

/** What a column of numbers is about, judging by its name. */
export type ConceptId =
  | 'age'
  | 'balance'
  | 'bill'
  | 'campaign'
  | 'catalogue'
  | 'children'
  | 'complaint'
  | 'discount'
  | 'income'
  | 'orders'
  | 'recency'
  | 'spend'
  | 'store'
  | 'tenure'
  | 'usage'
  | 'visits'
  | 'web';

/**
 * A column's concept; `inverted` if more of the column means less of the concept, as a later year of birth means less
 * age.
 */
export interface ConceptMatch {
  readonly id: ConceptId;
  readonly inverted: boolean;
}

/** Patterns for a name's words, most specific first: "web visits" is about visits, "deals purchases" about deals. */
const PATTERNS: readonly (readonly [RegExp, ConceptId, 'inverted'?])[] = [
  [/\bcomplain|\bcall failures?\b|\bsupport (calls|tickets)\b/, 'complaint'],
  [/\baccepted\b|\bcmp ?\d*\b|\bresponses?\b|\bcampaigns? (answered|won)\b/, 'campaign'],
  [/\b(deals?|discount(s|ed)?|coupons?|vouchers?|promo\w*)\b/, 'discount'],
  [/\b(visits?|sessions?|logins?|page views?)\b/, 'visits'],
  [/\bcatalog/, 'catalogue'],
  [/\b(web|online|internet|app|mobile)\b.*\b(purchases?|orders?)\b/, 'web'],
  [/\b(purchases?|orders?)\b.*\b(web|online|internet|app|mobile)\b/, 'web'],
  [/\b(store|shop|retail)\b.*\b(purchases?|orders?)\b|\b(purchases?|orders?)\b.*\b(store|shop)\b/, 'store'],
  [/\brecency\b|\bdays since\b|\blast (purchase|order|visit|login|seen)\b/, 'recency'],
  [/\bkid|\bteen|\bchild|\bdependents?\b/, 'children'],
  [/\bincome\b|\bsalary\b|\bwages?\b|\bearnings\b/, 'income'],
  [/\bbirth|\bborn\b/, 'age', 'inverted'],
  [/\bage\b/, 'age'],
  [/\btenure\b|\bseniority\b|\bsubscription length\b/, 'tenure'],
  [
    /\bcustomer since\b|\bdt customer\b|\bjoin|\bsign ?up\b|\bregist|\benrol|\bstart date\b/,
    'tenure',
    'inverted',
  ],
  [/\bmonthly charges?\b|\bbills?\b|\bfees?\b|\bcharge amount\b/, 'bill'],
  [
    /\bspen[dt]|\bmnt\b|\bamount\b|\brevenue\b|\bsales\b|\bturnover\b|\btotal charges\b|\bmonetary\b/,
    'spend',
  ],
  [/\b(customer|lifetime|order) value\b|\bclv\b|\bltv\b/, 'spend'],
  [/\bbalance\b|\bsavings\b/, 'balance'],
  [/\bpurchases?\b|\borders\b|\btransactions?\b/, 'orders'],
  [/\busage\b|\bof use\b|\bminutes\b|\bsms\b/, 'usage'],
];

/** What a column is about, judged only by its name; null if the name matches nothing. */
export function conceptOf(column: string): ConceptMatch | null {
  const words = wordsOf(column);
  for (const [pattern, id, inverted] of PATTERNS) {
    if (pattern.test(words)) return { id, inverted: inverted !== undefined };
  }
  return null;
}

/** A column's name for a sentence: "MntWines" → "wines spend", "payment_method" → "payment method". */
export function labelOf(column: string): string {
  const words = nameInWords(column);
  if (conceptOf(column)?.id !== 'spend') return words.replace(/^num /, '');
  const of = words
    .replace(/\b(mnt|amount|spen[dt]\w*|total|on|products?)\b/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return of === '' || /charges|value|revenue|sales|CLT?V|LTV/.test(words) ? words : `${of} spend`;
}
