/** An attribute's value as text: dates as days, numbers to four digits, null if missing. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') {
    return Number.isFinite(value)
      ? String(Number.isInteger(value) ? value : Number(value.toPrecision(4)))
      : null;
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/**
 * A contribution in words, as an association: `Contract is Month-to-month, which goes with leaving`.
 * `contribution` is in the unit of the model's raw output; only its sign matters here.
 */
export function contributionText(feature: string, value: string | null, contribution: number): string {
  const fact = value === null ? `${feature} is unknown` : `${feature} is ${value}`;
  if (contribution === 0) return `${fact}, which makes no difference`;
  return `${fact}, which goes with ${contribution > 0 ? 'leaving' : 'staying'}`;
}

/** One column's part in a score, in numbers and words. */
export interface DescribedContribution {
  readonly feature: string;
  readonly value: string | null;
  readonly contribution: number;
  readonly text: string;
}

/** A score's contributions with the customer's own values, largest absolute value first. */
export function describeContributions(
  features: readonly string[],
  contributions: ArrayLike<number>,
  attributes: Readonly<Record<string, unknown>>,
): DescribedContribution[] {
  return features
    .map((feature, i) => {
      const value = valueText(Object.hasOwn(attributes, feature) ? attributes[feature] : null);
      const contribution = contributions[i]!;
      return { feature, value, contribution, text: contributionText(feature, value, contribution) };
    })
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}
