import type { Work } from '../work.js';
import { lloydIteration } from './lloyd-iteration.js';
import { pca } from './pca.js';
import { silhouette } from './silhouette.js';
import { sweep, sweepBestOfTen } from './sweep.js';

/** Every line of the table, in its order. */
export const works: readonly Work[] = [sweep, sweepBestOfTen, lloydIteration, pca, silhouette];
