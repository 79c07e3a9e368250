import type { CHURN_ALGORITHMS, IMBALANCE_STRATEGIES, MODEL_STAGES, RUN_STATUSES } from '@holdfast/schema';
import type { ChampionWords } from './champion-words';
import { type EventInWords, say } from './messages';

/** How a model was made, as the API says it. */
interface Made {
  readonly algorithm: keyof typeof CHURN_ALGORITHMS;
  readonly imbalance: keyof typeof IMBALANCE_STRATEGIES;
}

/** How far a model is, as the API says it. */
interface Staged {
  readonly status: keyof typeof RUN_STATUSES;
  readonly stage: keyof typeof MODEL_STAGES;
}

/** The words for what a model predicts, in the language of the page. */
export function modelInWords({ words }: { readonly words: ChampionWords }): EventInWords {
  return say().event(words);
}

/** A method in words. */
export function algorithmInWords(algorithm: keyof typeof CHURN_ALGORITHMS): string {
  return say().made.methods[algorithm];
}

/** What was done about rare cases, in words. */
export function imbalanceInWords(imbalance: keyof typeof IMBALANCE_STRATEGIES): string {
  return say().made.imbalances[imbalance];
}

/** A method in words, with how rare cases were handled where they were: "random forest, class weight". */
export function methodInWords({ algorithm, imbalance }: Made): string {
  const { methods, imbalances, methodWith } = say().made;
  return imbalance === 'NONE' ? methods[algorithm] : methodWith(methods[algorithm], imbalances[imbalance]);
}

/** What a model is used for, or what became of its training, in words. */
export function stageInWords({ status, stage }: Staged): string {
  return status === 'COMPLETED' ? say().made.stages[stage] : say().made.states[status];
}
