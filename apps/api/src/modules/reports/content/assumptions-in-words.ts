import type { ResultOf } from '@holdfast/schema';
import { decimal, money, percent } from './in-words.js';
import type { OverviewReport } from './report.documents.js';

type Assumptions = NonNullable<ResultOf<typeof OverviewReport>['dataset']>['assumptions'];

/** What is taken for granted about money and contacts, a sentence each. */
export function assumptionsInWords(given: Assumptions): string[] {
  const { currency, contactCost, saveRate, margin, horizonMonths, customerValue, valueColumn, warnings } =
    given;
  const worth =
    customerValue === null
      ? valueColumn === null
        ? 'What a customer is worth is not known.'
        : `A customer is worth what “${valueColumn}” says.`
      : `Every customer is worth ${money(customerValue, currency)}.`;
  return [
    worth,
    `Of what a customer is worth ${percent(margin)} remain as margin, over ${decimal(horizonMonths)} months.`,
    `A contact costs ${currency === null ? '' : `${currency}\u00a0`}${decimal(contactCost)}, and keeps ${percent(saveRate)} of those who would have left otherwise.`,
    ...warnings,
  ];
}
