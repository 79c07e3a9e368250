import { alignClusters, createMatrix, type KMeansModel } from '@holdfast/ml-core';

/** A model with the cluster of every row under it. */
export interface LabelledModel {
  readonly k: number;
  readonly model: KMeansModel;
  readonly labels: Uint8Array;
}

/** A model whose cluster numbers say where its clusters come from. */
export interface AlignedModel extends LabelledModel {
  /** For each cluster the one of the previous model of the same k that it continues, or −1. */
  readonly continues: readonly number[];
  /** For each cluster the one of the next smaller k that it keeps, or −1. */
  readonly parents: readonly number[];
  /** Share of rows that stay in the cluster that the previous model had them in; null without one. */
  readonly kept: number | null;
}

/**
 * Numbers the clusters of each k so that a number stays with the same rows: first as the previous model of the same k
 * has them, else as the next smaller k has them, and for the smallest k by size. What continues nothing takes the
 * numbers that are left, in order. `fits` ascend in k.
 */
export function alignFits(
  fits: readonly LabelledModel[],
  previous: readonly LabelledModel[],
): AlignedModel[] {
  const aligned: AlignedModel[] = [];
  for (const fit of fits) {
    const before = previous.find((candidate) => candidate.k === fit.k);
    const smaller = aligned.at(-1);
    const fromBefore = matches(fit, before);
    const fromSmaller = matches(fit, smaller);
    const order = before || smaller ? takeNumbers(before ? fromBefore : fromSmaller) : bySize(fit);
    const renumbered = renumber(fit, order);
    aligned.push({
      ...renumbered,
      continues: reorder(fromBefore, order),
      parents: reorder(fromSmaller, order),
      kept: before ? shareKept(renumbered.labels, before.labels) : null,
    });
  }
  return aligned;
}

/** For each cluster the one of the ancestor that holds the same rows, or −1; no two have the same one. */
function matches(fit: LabelledModel, ancestor: LabelledModel | undefined): number[] {
  if (ancestor === undefined) return new Array<number>(fit.k).fill(-1);
  const { mapping } = alignClusters({
    previousLabels: ancestor.labels,
    nextLabels: fit.labels,
    previousK: ancestor.k,
    nextK: fit.k,
  });
  return [...mapping];
}

/** Each cluster takes the number that it continues; the others take the free ones. */
function takeNumbers(continued: readonly number[]): number[] {
  const free = continued.map((_, number) => number).filter((number) => !continued.includes(number));
  return continued.map((number) => (number >= 0 ? number : free.shift()!));
}

function bySize({ k, labels }: LabelledModel): number[] {
  const sizes = new Array<number>(k).fill(0);
  for (let i = 0; i < labels.length; i++) sizes[labels[i]!]!++;
  const largestFirst = sizes.map((_, cluster) => cluster).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  return sizes.map((_, cluster) => largestFirst.indexOf(cluster));
}

/** Gives cluster c the number `order[c]`, in the model and in the labels. */
function renumber({ k, model, labels }: LabelledModel, order: readonly number[]): LabelledModel {
  const { columns, data } = model.centroids;
  const centroids = createMatrix(k, columns);
  for (let c = 0; c < k; c++) {
    centroids.data.set(data.subarray(c * columns, (c + 1) * columns), order[c]! * columns);
  }
  return { k, model: { ...model, centroids }, labels: labels.map((label) => order[label]!) };
}

function reorder(values: readonly number[], order: readonly number[]): number[] {
  const reordered = new Array<number>(values.length);
  for (let c = 0; c < values.length; c++) reordered[order[c]!] = values[c]!;
  return reordered;
}

function shareKept(labels: Uint8Array, before: Uint8Array): number {
  let same = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === before[i]) same++;
  return same / labels.length;
}
