import {
  BANDS,
  HAS_LEFT,
  type LeftOutRows,
  NOT_TO_CONTACT,
  type ScoreColumns,
  type ScoredRows,
} from '../churn/index.js';
import type { LabelColumns, SegmentOfRow } from '../segmentation/index.js';
import { asksForAttributes, asksForScore, type ListScope } from './customer-conditions.js';
import type { CustomerFilter } from './customer-list.inputs.js';

/** What is kept of all customers: their scores, who is in which segment, who is not contacted. */
export interface CustomerColumns {
  readonly columns: Pick<ScoreColumns, 'of'>;
  readonly labels: Pick<LabelColumns, 'of'>;
  readonly leftOut: Pick<LeftOutRows, 'of'>;
}

/** Whether a list can be told by scores and segments; `allAreScored` says that everybody has a score. */
export function isToldByColumns({ filter, segments, championId }: ListScope, allAreScored: boolean): boolean {
  if (filter.contacts != null || asksForAttributes({ ...filter, mayBeContacted: null })) return false;
  if (allAreScored) return true;
  const asksForOthers = filter.left != null || filter.mayBeContacted != null;
  return !asksForOthers && (segments != null || (championId !== null && asksForScore(filter)));
}

/** The rows of a list that is told by columns, ascending. */
export async function rowsByColumns(
  { columns, labels, leftOut }: CustomerColumns,
  {
    datasetId,
    championId,
    segments,
    filter,
  }: Pick<ListScope, 'datasetId' | 'championId' | 'segments' | 'filter'>,
): Promise<number[]> {
  if (segments === null) return [];
  const [scores, members, reasons] = await Promise.all([
    championId === null ? null : columns.of(datasetId, championId),
    segments && labels.of({ datasetId, id: segments.segmentationId, k: segments.k }),
    filter.mayBeContacted == null ? null : leftOut.of(datasetId),
  ]);
  if (members === null) return [];
  const byScore = scores && (segments === undefined || asksForScore(filter) || filter.left != null);
  const conditions = [
    ...(byScore ? [scoreCondition(scores, filter)] : []),
    ...(members && segments ? [memberCondition(members, segments.indices)] : []),
    ...(reasons ? [(row: number) => (reasons[row] === NOT_TO_CONTACT) !== filter.mayBeContacted] : []),
  ];
  const end = byScore ? scores.probability.length : (members?.rows ?? 0);
  const rows: number[] = [];
  for (let row = 0; row < end; row++) if (conditions.every((meets) => meets(row))) rows.push(row);
  return rows;
}

/** Nobody without a score meets it. */
function scoreCondition(
  { probability, band, left }: ScoredRows,
  filter: CustomerFilter,
): (row: number) => boolean {
  const { minProbability, maxProbability, riskBand, riskBands } = filter;
  const least = minProbability ?? 0;
  const most = maxProbability ?? 1;
  const bands = BANDS.map(
    (name) => (riskBand == null || riskBand === name) && (riskBands == null || riskBands.includes(name)),
  );
  return (row) => {
    const chance = probability[row]!;
    // False of no score, which is not a number.
    if (!(chance >= least && chance <= most) || !bands[band[row]!]) return false;
    return filter.left == null || (left[row] === HAS_LEFT) === filter.left;
  };
}

function memberCondition({ indexOf }: SegmentOfRow, indices: readonly number[]): (row: number) => boolean {
  const chosen = new Set(indices);
  return (row) => chosen.has(indexOf(row));
}
