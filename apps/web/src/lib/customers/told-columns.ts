import type { ResultOf } from '@holdfast/schema';
import { eventInWords } from '#lib/churn/event-words.ts';
import type { CurrentDataset } from '#lib/state/current-dataset.ts';
import type { CustomerRowFragment } from './customer-row.fragment';
import type { ToldColumn } from './list-columns';
import { say } from './messages';

type Told = Pick<ResultOf<typeof CustomerRowFragment>, 'segment' | 'churn'>;

/** What is told of customers where nobody has chosen: that of which there is something to tell. */
export function usualColumns(customers: readonly Told[]): ToldColumn[] {
  const scored = customers.some(({ churn }) => churn !== null);
  const valued = customers.some(({ churn }) => churn !== null && churn.expectedLoss !== null);
  const segmented = customers.some(({ segment }) => segment !== null);
  return [
    ...(segmented ? (['segment'] as const) : []),
    ...(scored ? (['chance', 'risk'] as const) : []),
    ...(valued ? (['loss'] as const) : []),
    ...(scored ? (['reason'] as const) : []),
  ];
}

/** What heads each of them. */
export function toldColumnNames(dataset: Pick<CurrentDataset, 'champion'>): Record<ToldColumn, string> {
  const { segment, chance, risk, loss, chanceTimesValue, reason } = say().table;
  return {
    segment,
    chance: chance(eventInWords(dataset).gerund),
    risk,
    loss: dataset.champion?.event === 'LEFT' ? loss : chanceTimesValue,
    reason,
  };
}
