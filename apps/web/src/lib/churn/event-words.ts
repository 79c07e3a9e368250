import type { CurrentDataset } from '#lib/state/current-dataset.ts';

/** The words for what a model predicts. */
export type EventWords = NonNullable<CurrentDataset['champion']>['words'];

const LEAVING: EventWords = {
  infinitive: 'leave',
  past: 'left',
  gerund: 'leaving',
  people: 'leavers',
  others: 'stayers',
  remaining: 'still here',
};

/** The words for what the dataset's champion predicts; those for leaving before there is one. */
export function wordsOf({ champion }: Pick<CurrentDataset, 'champion'>): EventWords {
  return champion?.words ?? LEAVING;
}

/** What a risk band means, in words: "of 100 customers in it, 52 left"; null where nobody was in it. */
export function bandInWords(
  { champion }: Pick<CurrentDataset, 'champion'>,
  band: 'LOW' | 'MEDIUM' | 'HIGH',
): string | null {
  const rate = champion?.bandRates?.find((found) => found.band === band)?.observedRate ?? null;
  return rate === null ? null : `of 100 in it, ${Math.round(100 * rate)} ${wordsOf({ champion }).past}`;
}
