import type { Work } from '../work.js';
import { gradientBoosting, gradientBoostingLightGbm } from './gradient-boosting.js';
import { lloydIteration } from './lloyd-iteration.js';
import { logisticRegression } from './logistic-regression.js';
import { pcaMlPca, randomForestMlRandomForest, sweepMlKMeans } from './ml-js.js';
import { pca } from './pca.js';
import { preprocessing } from './preprocessing.js';
import { randomForest } from './random-forest.js';
import { score, scoreDeep, scoreOne } from './score.js';
import { silhouette } from './silhouette.js';
import { sweep, sweepBestOfTen } from './sweep.js';
import { treeShapOfDeepForest, treeShapOfForest } from './tree-shap.js';

/** Every line of the table, in its order. */
export const works: readonly Work[] = [
  preprocessing,
  sweep,
  sweepBestOfTen,
  lloydIteration,
  pca,
  silhouette,
  randomForest,
  gradientBoosting,
  gradientBoostingLightGbm,
  logisticRegression,
  score,
  scoreDeep,
  scoreOne,
  treeShapOfForest,
  treeShapOfDeepForest,
  sweepMlKMeans,
  pcaMlPca,
  randomForestMlRandomForest,
];
