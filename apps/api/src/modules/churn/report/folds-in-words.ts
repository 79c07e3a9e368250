import type { EventWords } from '../definition/event-words.types.js';
import type { FoldsUsed } from '../training/training.types.js';
import type { ModelFolds } from './training-data.types.js';

/** How a classifier was judged, in the form of the model's record. */
export function describeFolds(
  { rows, positives, keptTogether, fresh }: FoldsUsed,
  words: EventWords,
): ModelFolds {
  return {
    folds: rows.map((customers, i) => ({ customers, left: positives[i]! })),
    keptTogether,
    fresh,
    text: [
      `${rows.length} parts of ${range(rows)} customers, dealt at random with the same share that ${words.past} in each; every part was predicted by a model that had learned from the others alone.`,
      keptTogether === 0
        ? 'No customer equals another, so each was dealt by itself.'
        : `${count(keptTogether)} customers may be the same as another, being equal, nearly equal or of one id: they stand in one part with that other.`,
      fresh
        ? 'The method was chosen on other parts than these, so that the luck of the choice is not in the figures.'
        : 'Nothing was chosen on them: there was one method to try.',
    ].join(' '),
  };
}

function range(rows: readonly number[]): string {
  const [least, most] = [Math.min(...rows), Math.max(...rows)];
  return least === most ? count(least) : `${count(least)} to ${count(most)}`;
}

const count = (value: number) => value.toLocaleString('en');
