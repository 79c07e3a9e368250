import type { CurrentDataset } from '#lib/state/current-dataset.ts';
import type { ChampionWords } from './champion-words';
import { type EventInWords, LEAVING, say } from './messages';

/** The words for what a model predicts. */
export type EventWords = ChampionWords;

/** The words for what the dataset's champion predicts; those for leaving before there is one; English. */
export function wordsOf({ champion }: Pick<CurrentDataset, 'champion'>): EventWords {
  return champion?.words ?? LEAVING;
}

/** The words for what the dataset's champion predicts, in the language of the page: for sentences of a dictionary. */
export function eventInWords(dataset: Pick<CurrentDataset, 'champion'>): EventInWords {
  return say().event(wordsOf(dataset));
}

/** What a risk band means, in words: "of 100 customers in it, 52 left"; null where nobody was in it. */
export function bandInWords(
  { champion }: Pick<CurrentDataset, 'champion'>,
  band: 'LOW' | 'MEDIUM' | 'HIGH',
): string | null {
  const rate = champion?.bandRates?.find((found) => found.band === band)?.observedRate ?? null;
  return rate === null ? null : say().band(Math.round(100 * rate), eventInWords({ champion }));
}
