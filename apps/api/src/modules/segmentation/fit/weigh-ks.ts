import {
  type CloudComparison,
  type ClusterQuality,
  type ColumnSummary,
  type KFailure,
  type KSelection,
  selectK,
} from '@holdfast/ml-core';
import type { FeatureSpec } from '../../feature-matrix/index.js';
import { type Outcomes, varianceExplained } from './outcomes.js';

/** What was weighed of one k, each 0..1 except what is null: not known. */
export interface WeighedK {
  /** Share of the customers' differences that it explains beyond what as many segments of one cloud would. */
  readonly explainedBeyondChance: number | null;
  /** Share of the variance of who left, and of what customers are worth. */
  readonly churnExplained: number | null;
  readonly valueExplained: number | null;
  /** How much it says, over the best; null where it fails. */
  readonly rating: number | null;
  readonly failures: readonly KFailure[];
}

/** A k before it is weighed: its quality, and for each of its clusters a summary of every column. */
export interface JudgedFit {
  readonly quality: ClusterQuality;
  readonly clusters: readonly (readonly ColumnSummary[])[];
}

/** Chooses k by what each one explains: of the customers' differences, of who left, of what they are worth. */
export function weighKs(
  fits: readonly JudgedFit[],
  cloud: CloudComparison,
  spec: FeatureSpec,
  { label, value }: Outcomes,
): { readonly selected: KSelection; readonly weighed: readonly WeighedK[] } {
  const columns = [...spec.columns, ...(spec.alongside ?? [])];
  const valueAt = columns.findIndex(({ name }) => name === value);
  const explained = fits.map(({ quality: { k }, clusters }) => {
    const against = cloud.ks.find((figures) => figures.k === k);
    const of = (column: number) => varianceExplained(clusters.map((summaries) => summaries[column]!));
    return {
      k,
      explainedBeyondChance: against ? against.explainedShare - against.cloudExplained : null,
      // The label is read after all other columns.
      churnExplained: label ? of(columns.length) : null,
      valueExplained: valueAt >= 0 ? of(valueAt) : null,
    };
  });
  const evidence = explained.map(({ k, ...figures }) => ({
    k,
    explained: Object.values(figures).map((figure) => figure ?? 0),
  }));
  const selected = selectK(
    fits.map(({ quality }) => quality),
    evidence,
  );
  const weighed = explained.map(({ k, ...figures }) => {
    const { rating, failures } = selected.ratings.find((judged) => judged.k === k)!;
    return { ...figures, rating, failures };
  });
  return { selected, weighed };
}
