import type { ResultOf } from '@holdfast/schema';
import { formatMoney } from '#lib/format/money.ts';
import { formatExpected } from '#lib/format/number.ts';
import { formatPercent } from '#lib/format/percent.ts';
import type { CustomerValueFragment } from './customer-value.fragment';

type Value = ResultOf<typeof CustomerValueFragment>;

/** What a customer is worth, in a sentence or two. */
export function valueSentence(value: Value, currency: string | null): string {
  const money = (amount: number) => formatMoney(amount, currency);
  const { method, historic, expected, expectedPurchases, probabilityAlive } = value;
  if (method === 'SURVIVAL') {
    return expected === null
      ? 'Nothing says what this customer is worth.'
      : `Over the next 365 days ${money(expected)} are expected: the value column times a chance to stay of ${formatPercent(probabilityAlive ?? 0)}.`;
  }
  const past = historic === null ? '' : `Has brought ${money(historic)} so far. `;
  const count = `${formatExpected(expectedPurchases ?? 0)} days with a purchase`;
  const future =
    expected === null
      ? `Over the next 365 days ${count} are expected.`
      : `Over the next 365 days ${count} and ${money(expected)}${range(value, money)} are expected.`;
  return `${past}${future} ${stillBuying(value)}`;
}

function stillBuying({ method, probabilityAlive }: Value): string {
  if (method === 'SHRUNKEN_AVERAGE') return 'In these purchases nobody can be seen to stop buying.';
  if (probabilityAlive === 1)
    return 'With no repeated purchase yet, nothing tells whether they are still buying.';
  return `The chance that they are still buying is ${formatPercent(probabilityAlive ?? 0)}.`;
}

function range({ low, high }: Value, money: (amount: number) => string): string {
  return low === null || high === null ? '' : ` (${money(low)} to ${money(high)})`;
}
