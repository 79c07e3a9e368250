import { say } from './messages';

/** A feature's share in a score. */
export interface Contribution {
  /** The feature and its value, in words. */
  readonly label: string;
  readonly contribution: number;
}

/** One bar of a waterfall: it runs from `start` to `end`, in the unit of the contributions. */
export interface WaterfallStep {
  readonly label: string;
  readonly change: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The steps from the base value to the score: the `most` largest contributions, then the sum of the rest as one step,
 * so that the last step ends at base + all contributions.
 */
export function waterfallSteps(
  baseValue: number,
  contributions: readonly Contribution[],
  most: number,
): WaterfallStep[] {
  const sorted = [...contributions].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const steps: WaterfallStep[] = [];
  let level = baseValue;
  const push = (label: string, change: number) => {
    steps.push({ label, change, start: level, end: level + change });
    level += change;
  };
  for (const { label, contribution } of sorted.slice(0, most)) push(label, contribution);
  const rest = sorted.slice(most);
  if (rest.length > 0) {
    push(
      rest.length === 1 ? rest[0]!.label : say().waterfall.smaller(rest.length),
      rest.reduce((sum, { contribution }) => sum + contribution, 0),
    );
  }
  return steps;
}
