import { judgePromise } from '@holdfast/ml-core';
import type { EventWords } from '../churn/index.js';
import { say } from './check/messages.js';
import type { KeptPromise } from './monitoring.types.js';
import { leftAlone, measureRealised, type ScoredOutcome } from './realised-quality.js';

/** What is known of what a model had said. */
export interface PromiseFacts {
  /** Of the customers that it learned from; null if an early release trained it. */
  readonly reference: { readonly probabilities: Float64Array; readonly left: Uint8Array } | null;
  readonly outcomes: readonly ScoredOutcome[];
  readonly whole: boolean;
  readonly words: Pick<EventWords, 'past'>;
}

/** Whether a model keeps what it promised, by customers whom no campaign had contacted; null where it cannot be measured. */
export function judgeKeptPromise({ reference, outcomes, whole, words }: PromiseFacts): KeptPromise | null {
  const fair = leftAlone(outcomes);
  if (reference === null || measureRealised(fair) === null) return null;
  const learned = { probabilities: reference.probabilities, y: reference.left };
  const came = {
    probabilities: Float64Array.from(fair, ({ probability }) => probability),
    y: Uint8Array.from(fair, ({ left }) => Number(left)),
  };
  const judged = judgePromise(learned, came, { whole });
  const { past } = words;
  const promise = { ...judged, outcomes: fair.length, whole, broken: [...judged.broken], words: { past } };
  return { ...promise, sentence: say().kept(promise) };
}
