import { type FeatureContrast, Segment } from '../segmentation/index.js';
import { addLeftOut, type ChurnFigures } from './segment-figures.js';

/** A segment with a profile; equal ones differ by their index. */
export function makeSegment(index: number, profile: readonly FeatureContrast[], size = 1000): Segment {
  return Object.assign(new Segment(), {
    segmentationId: '00000000-0000-4000-8000-000000000000',
    k: 4,
    index,
    key: `key${index}`,
    editedName: `Segment ${index}`,
    figures: '',
    size,
    share: 0.25,
    profile,
  });
}

/** Figures of 1,000 customers of whom `rate` are expected to leave and have left: half of the leavers at high risk. */
export function makeFigures(rate: number, given: Partial<ChurnFigures> = {}): ChurnFigures {
  const leavers = 1000 * rate;
  const band = (count: number, expectedChurners: number) => ({
    count,
    expectedChurners,
    variance: expectedChurners * (1 - expectedChurners / count),
    expectedLoss: expectedChurners * 200,
  });
  return {
    bands: { HIGH: band(100, leavers / 2), MEDIUM: band(200, leavers / 4), LOW: band(700, leavers / 4) },
    leftOut: { HIGH: addLeftOut([]), MEDIUM: addLeftOut([]), LOW: addLeftOut([]) },
    known: 1000,
    left: leavers,
    drivers: [{ feature: 'Contract', contribution: 0.4 }],
    ...given,
  };
}
