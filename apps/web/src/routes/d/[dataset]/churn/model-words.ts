import type { ChampionWords } from '#lib/churn/champion-words.ts';
import { type EventInWords, say } from '#lib/churn/messages.ts';

/** The words for what a model predicts, in the language of the page: of any model, not of the champion alone. */
export function modelInWords({ words }: { readonly words: ChampionWords }): EventInWords {
  return say().event(words);
}
