import { judgePromise } from '@holdfast/ml-core';
import type { EventWords } from '../churn/index.js';
import { percent } from './check/column-words.js';
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
  const { broken } = judged;
  return { ...judged, outcomes: fair.length, whole, broken: [...broken], sentence: sentenceOf() };

  function sentenceOf(): string {
    const { rocAuc, expectedRocAuc, rate, expectedRate } = judged;
    const of = `${fair.length.toLocaleString('en')} customers whose outcome has come`;
    const sayings = {
      RANKING: `The ${of} were ranked worse than was to be expected of them: an AUC of ${auc(rocAuc)} instead of at least ${auc(expectedRocAuc)}.`,
      RATE: `Of the ${of}, ${percent(rate)} ${words.past} where ${percent(expectedRate)} were foreseen.`,
    };
    if (broken.length > 0) return broken.map((what) => sayings[what]).join(' ');
    const order = `an AUC of ${auc(rocAuc)}, at least ${auc(expectedRocAuc)} was to be expected of just these`;
    return `The model keeps what it promised, as far as ${of} can tell: ${order}.`;
  }
}

const auc = (value: number) => value.toFixed(2);
