import { recurringPeriod, sumsUpThePast } from '../../datasets/index.js';
import type { Assumptions, ValuePeriod } from './assumptions.js';
import { say } from './messages.js';

/** What to ask about the money of a dataset, where nobody has said what it is for, or in which currency it is. */
export interface AskedValue {
  readonly sentence: string;
  readonly asksPeriod: boolean;
  readonly asksCurrency: boolean;
  /** What the name of the column says, or the signs of its amounts, to be confirmed; null where they say nothing. */
  readonly suggestedPeriod: ValuePeriod | null;
  readonly suggestedCurrency: string | null;
}

/** Where money comes from. */
export interface ValueSource {
  /** The column of values; null without one. */
  readonly column: string | null;
  /** The code of the currency that its values are written with; null where they name none, or several. */
  readonly currency?: string | null;
  readonly valuedByPurchases: boolean;
}

/** Currencies that are told from a name: their codes, which are no other words, and signs that mean one of them alone. */
const CURRENCY_NAMES: Readonly<Record<string, RegExp>> = {
  EUR: /€|\b(eur|euros?)\b/i,
  USD: /\b(usd|us dollars?)\b/i,
  GBP: /£|\b(gbp)\b/i,
  CHF: /\b(chf|franken)\b/i,
  INR: /₹|\b(inr|rupees?)\b/i,
  JPY: /\b(jpy|yen)\b/i,
  PLN: /\b(pln|zł|zloty)\b/i,
  SEK: /\bsek\b/i,
  NOK: /\bnok\b/i,
  DKK: /\bdkk\b/i,
  CZK: /\bczk\b/i,
  BRL: /\bbrl\b/i,
  CAD: /\bcad\b/i,
  AUD: /\baud\b/i,
};

/** The question; null where all is said, or no customer is worth anything. */
export function askAboutValue(
  { column, currency: written = null, valuedByPurchases }: ValueSource,
  { customerValue, valuePeriod, currency }: Assumptions,
): AskedValue | null {
  const asksCurrency = currency === null;
  if (valuedByPurchases) {
    const sentence = say().question.purchases;
    return asksCurrency
      ? { sentence, asksPeriod: false, asksCurrency, suggestedPeriod: null, suggestedCurrency: null }
      : null;
  }
  const asksPeriod = valuePeriod === null;
  if ((customerValue === null && column === null) || !(asksPeriod || asksCurrency)) return null;
  const named = customerValue === null ? column : null;
  const suggestedPeriod = named === null || !asksPeriod ? null : periodOfName(named);
  const worth =
    named === null ? say().question.value(customerValue!) : say().question.column(named, suggestedPeriod);
  return {
    sentence: `${worth} ${wordsOf(asksPeriod, asksCurrency)}`,
    asksPeriod,
    asksCurrency,
    suggestedPeriod,
    suggestedCurrency: named === null || !asksCurrency ? null : (written ?? currencyOfName(named)),
  };
}

function wordsOf(asksPeriod: boolean, asksCurrency: boolean): string {
  const { currency, both, period } = say().question;
  if (!asksPeriod) return currency;
  return asksCurrency ? both : period;
}

function periodOfName(name: string): ValuePeriod | null {
  if (sumsUpThePast(name)) return 'LIFETIME';
  const period = recurringPeriod(name);
  return period === null ? null : period === 'month' ? 'MONTH' : 'YEAR';
}

/** The one currency that a name names. */
function currencyOfName(name: string): string | null {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  const named = Object.keys(CURRENCY_NAMES).filter((code) => CURRENCY_NAMES[code]!.test(words));
  return named.length === 1 ? named[0]! : null;
}
