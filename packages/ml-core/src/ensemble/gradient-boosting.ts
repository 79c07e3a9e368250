import type { DecisionTrees } from '../tree/decision-trees.js';

/** A fitted boosting model. */
export interface GradientBoostingModel {
  readonly kind: 'gradientBoosting';
  readonly version: 1;
  readonly seed: number;
  readonly baseScore: number;
  readonly trees: DecisionTrees;
}
