import type { CHURN_ALGORITHMS, IMBALANCE_STRATEGIES } from '@holdfast/schema';
import { say } from './messages';

/** How a model was made, as the API says it. */
interface Made {
  readonly algorithm: keyof typeof CHURN_ALGORITHMS;
  readonly imbalance: keyof typeof IMBALANCE_STRATEGIES;
}

/** A method in words, with how rare cases were handled where they were: "random forest, class weight". */
export function methodInWords({ algorithm, imbalance }: Made): string {
  const { methods, imbalances, methodWith } = say();
  return imbalance === 'NONE' ? methods[algorithm] : methodWith(methods[algorithm], imbalances[imbalance]);
}
