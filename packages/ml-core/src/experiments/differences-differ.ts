import { InvalidParameterError } from '../errors.js';
import { normalTails } from '../metrics/risk-ratio.js';
import { chiSquareTail } from '../survival/chi-square-tail.js';
import { requireObject } from '../validation.js';
import { type ArmSums, requireArm } from './arm-sums.js';

/** The two arms of a group. */
export interface GroupArms {
  readonly treated: ArmSums;
  readonly control: ArmSums;
}

/**
 * The chance of differences between the arms that differ so much from group to group, if they were the same in all:
 * Cochran's Q of the groups' differences, weighted by their precision (Cochran 1954, Biometrics 10, 101–129). Rates are
 * taken with half a case and half another more, so that none is without variance. 1 for a single group.
 * @throws InvalidParameterError unless there is a group and each arm of each has rows
 */
export function differencesDifferPValue(groups: readonly GroupArms[]): number {
  if (!Array.isArray(groups) || groups.length === 0) {
    throw new InvalidParameterError(`groups has ${String(groups?.length)} groups; it must have at least 1`);
  }
  const found = groups.map((group, i) => {
    requireObject(`groups[${i}]`, group);
    requireArm(`groups[${i}].treated`, group.treated, 1);
    requireArm(`groups[${i}].control`, group.control, 1);
    const [treated, control] = [held(group.treated), held(group.control)];
    return { difference: control.rate - treated.rate, weight: 1 / (control.variance + treated.variance) };
  });
  const whole = found.reduce((sum, { weight }) => sum + weight, 0);
  const common = found.reduce((sum, { difference, weight }) => sum + weight * difference, 0) / whole;
  const q = found.reduce((sum, { difference, weight }) => sum + weight * (difference - common) ** 2, 0);
  return found.length === 1 ? 1 : chiSquareTail(q, found.length - 1, normalTails);
}

function held({ cases, rows }: ArmSums) {
  const rate = (cases + 0.5) / (rows + 1);
  return { rate, variance: (rate * (1 - rate)) / rows };
}
