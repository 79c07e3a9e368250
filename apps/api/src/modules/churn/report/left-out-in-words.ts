import { keep } from '../../../platform/words/kept.js';
import type { EventWords } from '../definition/event-words.types.js';
import type { LeftOutColumn } from '../training/training.types.js';
import { sayWarnings } from './warnings.js';

/** Why the training did not use a column that it was offered, to be read after the column's name, and kept. */
export function leftOutInWords({ reason, suspect }: LeftOutColumn, words: EventWords) {
  const { leftOut } = sayWarnings();
  return reason === 'givesAnswerAway' ? keep(leftOut, reason, suspect!, words) : keep(leftOut, reason);
}
