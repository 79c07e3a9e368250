import type { EventWords } from '../definition/event-words.types.js';
import type { LeakageSuspect } from './leakage.js';

type Words = Pick<EventWords, 'past' | 'people'>;

/** The usual words, where nobody has said which event it is. */
export const LEAVERS: Words = { past: 'left', people: 'leavers' };

/** What makes a column suspicious, to be read after its name, with what it does to the AUC of a model. */
export function signInWords(suspect: LeakageSuspect, words: Words): string {
  return signOf(suspect, words) + effectInWords(suspect);
}

function signOf({ auc, sign }: LeakageSuspect, { past }: Words): string {
  switch (sign.kind) {
    case 'alone':
      return `AUC ${auc.toFixed(2)} alone`;
    case 'leaversOnly':
      return `of ${sign.customers} customers for whom it ${sign.condition} ${sign.left} ${past}`;
    case 'together':
      return `AUC ${auc.toFixed(2)} together with "${sign.partner}"`;
    case 'name':
      return 'by its name it is known only afterwards';
  }
}

function effectInWords({ effect }: LeakageSuspect): string {
  if (effect === null) return '';
  return `; a simple model has an AUC of ${effect.with.toFixed(3)} with it and ${effect.without.toFixed(3)} without`;
}
