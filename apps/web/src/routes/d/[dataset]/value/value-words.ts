import type { ResultOf } from '@holdfast/schema';
import { formatDay } from '#lib/format/date.ts';
import { formatPercent } from '#lib/format/percent.ts';
import { say } from './messages';
import type { BackTestFragment, Cohort } from './value.documents';

type BackTest = ResultOf<typeof BackTestFragment>;

/** What a back-test shows, in two sentences: how far off the total was, and whether the order held. */
export function backTestReading({ from, days, tenths, ...all }: BackTest): string {
  const inMoney = all.predictedValue !== null && all.value !== null;
  const [predicted, came] = inMoney
    ? [all.predictedValue!, all.value!]
    : [all.predictedPurchases, all.purchases];
  const { fitted, shareOfValue, shareOfCount, nothingCame, firstTenth } = say().words;
  const share = formatPercent(came / Math.max(predicted, 1e-9));
  const off = came === 0 ? nothingCame : inMoney ? shareOfValue(share) : shareOfCount(share);
  const value = (tenth: BackTest['tenths'][number]) => (inMoney ? (tenth.value ?? 0) : tenth.purchases);
  const best = tenths[0];
  const first = best && came > 0 ? firstTenth(formatPercent(value(best) / came)) : '';
  return [fitted(formatDay(from), days, off), first].filter(Boolean).join(' ');
}

/** The totals of a back-test, and what a plain average would have said. */
export function backTestTotals(test: BackTest, money: (amount: number) => string): string {
  const { predictedPurchases, purchases, predictedValue, value } = test;
  const { total, totalWorth, naive } = say().words;
  const sum =
    predictedValue === null || value === null
      ? total(predictedPurchases, purchases)
      : totalWorth(predictedPurchases, purchases, money(predictedValue), money(value));
  return `${sum} ${naive(test.naivePurchases, test.customers, formatDay(test.from))}`;
}

/** How a cohort bought in its nth month: as a share of its customers, or worth for each of them. */
export function cohortValue(cohort: Cohort, at: number, as: 'customers' | 'value'): number | null {
  if (cohort.customers === 0) return null;
  const of = as === 'customers' ? cohort.active : cohort.value;
  const count = of?.[at];
  return count === undefined ? null : count / cohort.customers;
}

/** What the cohorts show, in a sentence: how many of the customers of a month buy in the third month after it. */
export function cohortReading(cohorts: readonly Cohort[]): string {
  const after = 3;
  // The last month of each may not be over.
  const known = cohorts.filter(({ active }) => active.length > after + 1);
  const customers = known.reduce((sum, cohort) => sum + cohort.customers, 0);
  const bought = known.reduce((sum, { active }) => sum + active[after]!, 0);
  const { eachRow, third } = say().words;
  return customers === 0 ? eachRow : `${eachRow} ${third(formatPercent(bought / customers))}`;
}
