import type { LloydResult } from './lloyd.js';

/** Outcomes whose inertia differs by less than this share count as the same. */
export const SAME_INERTIA = 1e-4;

/** For each k up to `count` outcomes with the least inertia, each different from the others. */
export function bestOfEach(ofK: readonly LloydResult[][], count: number): LloydResult[][] {
  return ofK.map((outcomes) => {
    const ordered = outcomes.toSorted((a, b) => a.inertia - b.inertia);
    const different = ordered.filter(
      ({ inertia }, i) => i === 0 || inertia > ordered[i - 1]!.inertia * (1 + SAME_INERTIA),
    );
    return different.slice(0, count);
  });
}
