import type { FeatureContrast } from './feature-contrast.js';

/** A number of a segment whose mean lies `z` standard deviations from that of all customers; mean 10, deviation 5. */
export function numberContrast(
  feature: string,
  z: number,
  given: Partial<FeatureContrast> = {},
): FeatureContrast {
  return {
    feature,
    type: 'NUMBER',
    mean: 10 + 5 * z,
    median: given.mean ?? 10 + 5 * z,
    overallMean: 10,
    zScore: z,
    topValue: null,
    topValueShare: null,
    topValueOverallShare: null,
    ...given,
  };
}

/** A category of which `share` of a segment and `overall` of all customers have one value. */
export function valueContrast(
  feature: string,
  value: string,
  share: number,
  overall: number,
): FeatureContrast {
  return {
    feature,
    type: 'CATEGORY',
    mean: null,
    median: null,
    overallMean: null,
    zScore: null,
    topValue: value,
    topValueShare: share,
    topValueOverallShare: overall,
  };
}
