import type { EventWords } from '../definition/event-words.types.js';
import type { FoldsUsed } from '../training/training.types.js';
import { say } from './messages.js';
import type { ModelFolds } from './training-data.types.js';

/** How a classifier was judged, in the form of the model's record. */
export function describeFolds(
  { rows, positives, keptTogether, fresh }: FoldsUsed,
  { past }: Pick<EventWords, 'past'>,
): ModelFolds {
  return {
    folds: rows.map((customers, i) => ({ customers, left: positives[i]! })),
    keptTogether,
    fresh,
    text: say().folds({ rows, keptTogether, fresh, past }),
    past,
  };
}

/** The same in words by what was stored; null of models that an earlier release trained. */
export function sayFolds({ folds, keptTogether, fresh, past }: ModelFolds): string | null {
  return past === undefined
    ? null
    : say().folds({ rows: folds.map(({ customers }) => customers), keptTogether, fresh, past });
}
