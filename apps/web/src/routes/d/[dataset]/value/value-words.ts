import type { ResultOf } from '@holdfast/schema';
import { formatDay } from '#lib/format/date.ts';
import { formatCount } from '#lib/format/number.ts';
import { formatPercent } from '#lib/format/percent.ts';
import type { BackTestFragment, Cohort } from './value.documents';

type BackTest = ResultOf<typeof BackTestFragment>;

/** What a back-test shows, in two sentences: how far off the total was, and whether the order held. */
export function backTestReading({ from, days, tenths, ...all }: BackTest): string {
  const inMoney = all.predictedValue !== null && all.value !== null;
  const [predicted, came] = inMoney
    ? [all.predictedValue!, all.value!]
    : [all.predictedPurchases, all.purchases];
  const what = inMoney ? 'worth' : 'number';
  const off =
    came === 0
      ? 'nothing came'
      : `the ${what} of what was bought was ${formatPercent(came / Math.max(predicted, 1e-9))} of what was predicted`;
  const value = (tenth: BackTest['tenths'][number]) => (inMoney ? (tenth.value ?? 0) : tenth.purchases);
  const best = tenths[0];
  const share = best && came > 0 ? value(best) / came : null;
  const first =
    share === null ? '' : ` The tenth that was predicted to buy most made ${formatPercent(share)} of it.`;
  return `Fitted to the purchases before ${formatDay(from)} alone: in the ${days} days after, ${off}.${first}`;
}

/** The totals of a back-test, and what a plain average would have said. */
export function backTestTotals(test: BackTest, money: (amount: number) => string): string {
  const { predictedPurchases, purchases, predictedValue, value } = test;
  const worth =
    predictedValue === null || value === null ? '' : `, worth ${money(predictedValue)} and ${money(value)}`;
  return `In total ${formatCount(predictedPurchases)} purchases were predicted and ${formatCount(purchases)} came${worth}. If everybody had gone on at their rate so far, it would have been ${formatCount(test.naivePurchases)}. About the ${formatCount(test.customers)} customers who had bought before ${formatDay(test.from)}; several purchases of a day count as one.`;
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
  const most = 'Each row follows the customers who first bought in one month.';
  return customers === 0
    ? most
    : `${most} ${formatPercent(bought / customers)} of them bought in the third month after.`;
}
