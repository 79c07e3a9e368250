import { adjustedRandIndex } from '../metrics/clustering.js';
import type { NamedTask } from '../parallel/run-in-slots.js';
import { type BriefFit, fitBriefly } from './fit/fit-briefly.js';

/** Fits every k again on a resample and compares the result with the labels that its rows already have. */
interface ResamplePayload extends BriefFit {
  /** For each k the labels of the resample's rows. */
  readonly labels: readonly Uint8Array[];
}

/**
 * The adjusted Rand index of each k. The fit itself is not used as a start: it would be found again wherever nothing much
 * better exists.
 */
export const resampleKMeansTask: NamedTask<ResamplePayload, number[]> = {
  name: 'resampleKMeans',
  run: ({ labels, ...fit }) => fitBriefly(fit, (found, i) => adjustedRandIndex(found, labels[i]!)),
};
