import type { ResultOf } from '@holdfast/schema';
import { formatMoney } from '#lib/format/money.ts';
import { formatExpected } from '#lib/format/number.ts';
import { formatPercent } from '#lib/format/percent.ts';
import { formatRange } from '#lib/format/range.ts';
import type { CustomerValueFragment } from './customer-value.fragment';
import { say } from './messages';

type Value = ResultOf<typeof CustomerValueFragment>;

/** What a customer is worth, in a sentence or two. */
export function valueSentence(value: Value, currency: string | null): string {
  const money = (amount: number) => formatMoney(amount, currency);
  const { method, historic, expected, expectedPurchases, probabilityAlive } = value;
  const words = say().value;
  if (method === 'SURVIVAL') {
    return expected === null
      ? words.unknown
      : words.survival(money(expected), formatPercent(probabilityAlive ?? 0));
  }
  const days = formatExpected(expectedPurchases ?? 0);
  const future =
    expected === null
      ? words.purchases(days)
      : words.purchasesWorth(days, ranged(money(expected), value, money));
  const past = historic === null ? [] : [words.brought(money(historic))];
  return [...past, future, stillBuying(value)].join(' ');
}

function stillBuying({ method, probabilityAlive }: Value): string {
  if (method === 'SHRUNKEN_AVERAGE') return say().value.neverStops;
  if (probabilityAlive === 1) return say().value.noRepeat;
  return say().value.stillBuying(formatPercent(probabilityAlive ?? 0));
}

function ranged(amount: string, { low, high }: Value, money: (amount: number) => string): string {
  return low === null || high === null
    ? amount
    : say().value.within(amount, formatRange(money(low), money(high)));
}
