import type { EventWords } from '../definition/event-words.types.js';
import { signInWords } from '../training/leakage-in-words.js';
import type { LeftOutColumn } from '../training/training.types.js';

/** Why the training did not use a column that it was offered, to be read after the column's name. */
export function leftOutInWords({ reason, suspect }: LeftOutColumn, words: EventWords): string {
  switch (reason) {
    case 'computedFromRule':
      return "can be derived from the rule's column";
    case 'namesCustomers':
      return 'names customers: rows with one value of it share their outcome, those with the next do not';
    case 'givesAnswerAway':
      return `gives away who ${words.past}: ${signInWords(suspect!, words)}`;
  }
}
