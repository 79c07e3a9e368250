import type { ColumnSummary } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../../engine/index.js';
import type { ColumnFacts, FeatureSpec } from '../../feature-matrix/index.js';

/** What a number of segments is judged by besides the columns that are clustered on; no cluster sees it. */
export interface Outcomes {
  /** The column that says who left. */
  readonly label: FeatureColumnSpec | null;
  /** Name of the column that says what a customer is worth; one of those alongside. */
  readonly value: string | null;
}

/** A label has no more values than this. */
const MOST_LABELS = 10;

/** The churn label and the monetary value, as far as they take no part in the clusters. */
export function chooseOutcomes(
  columns: readonly ColumnFacts[],
  { columns: clustered, alongside = [] }: FeatureSpec,
): Outcomes {
  const used = new Set(clustered.map(({ name }) => name));
  const label = columns.find(
    ({ name, role, type, distinctCount }) =>
      role === 'CHURN_LABEL' &&
      (type === 'BOOLEAN' || type === 'CATEGORY' || type === 'NUMBER') &&
      distinctCount > 1 &&
      distinctCount <= MOST_LABELS &&
      !used.has(name),
  );
  const beside = new Set(alongside.map(({ name }) => name));
  const value = columns.find(
    ({ name, role, type }) => role === 'MONETARY_VALUE' && type === 'NUMBER' && beside.has(name),
  );
  return {
    label: label ? { name: label.name, type: label.type as FeatureColumnSpec['type'] } : null,
    value: value?.name ?? null,
  };
}

/**
 * The share of a column's variance that lies between clusters, 0..1: of a number's, or of the chance of each level of a
 * category. Null where nothing is known or nothing varies.
 * @param clusters the column's summary in each cluster
 */
export function varianceExplained(clusters: readonly ColumnSummary[]): number | null {
  const parts = clusters.flatMap((summary) => levelsOf(summary));
  const count = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (count === 0) return null;
  const levels = parts[0]!.means.length;
  let between = 0;
  let within = 0;
  for (let level = 0; level < levels; level++) {
    const overall = parts.reduce((sum, { weight, means }) => sum + weight * means[level]!, 0) / count;
    for (const { weight, means, variances } of parts) {
      between += weight * (means[level]! - overall) ** 2;
      within += weight * variances[level]!;
    }
  }
  return between + within > 0 ? between / (between + within) : null;
}

/** The known values of one cluster: a number is its own only level. */
function levelsOf(summary: ColumnSummary) {
  if (summary.kind === 'numeric') {
    const { weight, values } = summary;
    return values ? [{ weight, means: [values.mean], variances: [values.deviation ** 2] }] : [];
  }
  const weight = summary.levelWeight.reduce((sum, count) => sum + count, 0);
  if (weight === 0) return [];
  const means = Array.from(summary.levelWeight, (count) => count / weight);
  return [{ weight, means, variances: means.map((share) => share * (1 - share)) }];
}
