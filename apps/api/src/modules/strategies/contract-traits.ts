import type { SegmentFacts } from './segment-facts.js';

/** A share counts as clearly higher in the segment than among all customers from this difference. */
const CLEARLY_MORE = 0.1;
const SERVICE = /security|backup|support|protection|insurance|warranty|service/i;

/** Whether most of the segment, and clearly more than among all customers, can leave from month to month. */
export function isMonthly({ segment }: SegmentFacts): boolean {
  return segment.profile.some(
    ({ feature, topValue, topValueShare, topValueOverallShare }) =>
      /contract|plan|term|subscription/i.test(feature) &&
      /month/i.test(topValue ?? '') &&
      (topValueShare ?? 0) >= 0.5 &&
      (topValueShare ?? 0) - (topValueOverallShare ?? 0) >= CLEARLY_MORE,
  );
}

/** Services that most of the segment lacks, and clearly more than among all customers; most lacked first. */
export function findMissingServices({ segment }: SegmentFacts): string[] {
  return segment.profile
    .filter(
      ({ feature, topValue, topValueShare, topValueOverallShare }) =>
        SERVICE.test(feature) &&
        /^(no|false)$/i.test(topValue ?? '') &&
        (topValueShare ?? 0) >= 0.5 &&
        (topValueShare ?? 0) - (topValueOverallShare ?? 0) >= CLEARLY_MORE,
    )
    .sort((a, b) => lead(b) - lead(a))
    .map(({ feature }) => feature);
}

function lead({ topValueShare, topValueOverallShare }: SegmentFacts['segment']['profile'][number]): number {
  return (topValueShare ?? 0) - (topValueOverallShare ?? 0);
}
