import type { Labelling, TableSource } from '../../engine/index.js';
import type { CountedClusters } from './number-clusters.js';

/** A source that knows the label of every row. */
export interface LabelledRows {
  readonly rows: TableSource;
  readonly labelling: Labelling;
}

/** Counts the rows that the clusters of every k share with the current ones (`before`), and with those of the next smaller k. */
export async function countClusters(
  { rows, labelling }: LabelledRows,
  sizes: readonly (readonly number[])[],
  before: Labelling | null,
): Promise<CountedClusters[]> {
  return Promise.all(
    labelling.ks.map(async (k, model) => {
      const found = { labelling, model };
      const known = before?.ks.indexOf(k) ?? -1;
      return {
        k,
        sizes: sizes[model]!,
        withPrevious: known < 0 ? null : await rows.overlap(found, { labelling: before!, model: known }),
        withSmaller: model === 0 ? null : await rows.overlap(found, { labelling, model: model - 1 }),
      };
    }),
  );
}
