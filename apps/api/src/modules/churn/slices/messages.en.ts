import type { EventWords } from '../definition/event-words.types.js';

/** What is said of a part, shares of 100. */
export interface SliceTold {
  readonly observed: number;
  readonly low: number;
  readonly high: number;
  readonly expected: number;
  /** Above 0: more than expected; 0: as expected. */
  readonly off: number;
  /** The AUC where it ranks clearly worse than others; else null. */
  readonly worse: number | null;
}

export const english = {
  everyone: 'All customers',
  slice: ({ observed, low, high, expected, off, worse }: SliceTold, { past }: Pick<EventWords, 'past'>) => {
    const verdicts = [
      ...(off === 0 ? [] : [off > 0 ? 'its chances are too low' : 'its chances are too high']),
      ...(worse === null ? [] : [`it ranks them worse than others (AUC ${worse.toFixed(2)})`]),
    ];
    const rates = `of 100 ${observed} ${past} (${low} to ${high}), expected were ${expected}`;
    return `${rates}${verdicts.length > 0 ? `: ${verdicts.join(', and ')}` : ''}`;
  },
  worse: (names: readonly string[]) => `The model ranks customers clearly worse in ${listed(names)}.`,
  off: (names: readonly string[], { gerund }: Pick<EventWords, 'past' | 'gerund'>) =>
    `Its chances of ${gerund} do not add up in ${listed(names)}.`,
  fair: 'The model is not clearly worse in any of them.',
};

/** The messages of the room. */
export type English = typeof english;

const listed = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ');
