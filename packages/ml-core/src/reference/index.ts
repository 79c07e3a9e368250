/**
 * The estimators of the main entry under the same names, on ml-kmeans, ml-pca and ml-random-forest: slow, independent,
 * and giving the same kinds of model. They are what the fast ones are checked against, and the `reference` engine.
 */

export { predictKMeans } from '../cluster/k-means.js';
export { transformPca } from '../decomposition/pca.js';
export { predictRandomForest } from '../ensemble/random-forest.js';
export { fitKMeans, sweepKMeans } from './k-means.js';
export { fitPca } from './pca.js';
export { fitRandomForest } from './random-forest.js';
