import type { ArmSums } from './arm-sums.js';
import type { GroupArms } from './differences-differ.js';

/**
 * The share of the variance of outcomes that lies between strata, within both arms together, as far as it is no chance:
 * the adjusted R² of one mean for each stratum, 0..1. What arms that were drawn in the same shares of each stratum cannot
 * differ by (Cochran 1977, Sampling Techniques, chapter 5). Already validated.
 */
export function explainedByStrata(strata: readonly GroupArms[]): number {
  const arms = [strata.map(({ treated }) => treated), strata.map(({ control }) => control)];
  const within = meanSquare(arms.flat());
  const whole = meanSquare(arms.map(together));
  return within === null || whole === null || whole === 0 ? 0 : Math.max(0, 1 - within / whole);
}

/** Of outcomes about the rates of their groups; null where there is but one of each. */
function meanSquare(groups: readonly Counts[]): number | null {
  let [sum, freedom] = [0, 0];
  for (const { rows, cases } of groups) {
    if (rows === 0) continue;
    sum += (cases * (rows - cases)) / rows;
    freedom += rows - 1;
  }
  return freedom === 0 ? null : sum / freedom;
}

type Counts = Pick<ArmSums, 'rows' | 'cases'>;

function together(groups: readonly Counts[]): Counts {
  return groups.reduce((sum, { rows, cases }) => ({ rows: sum.rows + rows, cases: sum.cases + cases }), {
    rows: 0,
    cases: 0,
  });
}
