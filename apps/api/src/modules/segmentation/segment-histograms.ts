import type { DataSource } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { boundedMomentSql, boundedNumberSql } from '../../platform/value-bounds.js';
import type { FeatureColumnSpec } from '../engine/index.js';
import type { Segment } from './segment.entity.js';
import type { Segmentation } from './segmentation.entity.js';
import type { SegmentHistogram } from './segmentation.types.js';

/** How a column's stored attribute becomes a number; `$2` is the column's name. */
const AS_NUMBER: Readonly<Record<FeatureColumnSpec['type'], string | null>> = {
  NUMBER: boundedNumberSql('attribute_number(c.cells, c.names, $2)'),
  BOOLEAN: `attribute_text(c.cells, c.names, $2)::boolean::int::float8`,
  DATE: `extract(epoch from ${boundedMomentSql('attribute_text(c.cells, c.names, $2)')})::float8 / 86400`,
  CATEGORY: null,
};

/**
 * Counts a column's values in each of the segments of one k over bins of equal width from the overall minimum to the
 * maximum; an outlier counts in the last bin of the ordinary values, see Segmentation.columnOutliers.
 * A category has no order and therefore no histogram: the list is empty. Takes one pass over the customers.
 * @throws AppError UNKNOWN_COLUMN if no segment has a profile of the column.
 */
export async function readHistograms(
  dataSource: DataSource,
  { id, datasetId, minK, columnOutliers }: Segmentation,
  segments: readonly Segment[],
  feature: string,
  bins: number,
): Promise<SegmentHistogram[]> {
  const type = requireProfiled(segments, feature);
  const number = AS_NUMBER[type];
  if (number === null) return [];
  const { low, high } = columnOutliers.find((column) => column.feature === feature) ?? {
    low: null,
    high: null,
  };
  const counted = await dataSource.query<BinCount[]>(
    `with known as (
       select m.labels[$3::int - $4::int + 1]::int as index,
         case when ${number} is not null then least(greatest(${number}, $7::float8), $8::float8) end as value
       from segment_memberships m join current_customers c on c.dataset_id = $5 and c.row = m.row
       where m.segmentation_id = $1 and attribute_text(c.cells, c.names, $2) is not null
     ), edges as (select min(value) as low, max(value) as high from known)
     select low, high, index,
       case when high > low then least(floor((value - low) / (high - low) * $6::int), $6::int - 1) else 0 end::int as bin,
       count(*)::int as count
     from known, edges where value is not null group by low, high, index, bin`,
    [id, feature, segments[0]?.k ?? minK, minK, datasetId, type === 'BOOLEAN' ? 2 : bins, low, high],
  );
  const binEdges = edgesOf(counted[0], type === 'BOOLEAN' ? 2 : bins);
  return segments.map(({ index, key }) => {
    const counts = new Array<number>(binEdges.length - 1).fill(0);
    for (const entry of counted) if (entry.index === index) counts[entry.bin] = entry.count;
    return { segmentKey: key, histogram: { binEdges, counts } };
  });
}

interface BinCount {
  low: number;
  high: number;
  index: number;
  bin: number;
  count: number;
}

function edgesOf(counted: BinCount | undefined, bins: number): number[] {
  if (counted === undefined) return [0, 0];
  const { low, high } = counted;
  if (high === low) return [low, high];
  const inner = Array.from({ length: bins }, (_, i) => low + ((high - low) * i) / bins);
  return [...inner, high];
}

function requireProfiled(segments: readonly Segment[], feature: string): FeatureColumnSpec['type'] {
  const profile = segments[0]?.profile ?? [];
  const column = profile.find((candidate) => candidate.feature === feature);
  if (column !== undefined) return column.type;
  const known = profile.map((candidate) => `"${candidate.feature}"`).join(', ');
  throw new AppError('UNKNOWN_COLUMN', `feature is "${feature}"; it must be one of ${known}.`, {
    field: ['feature'],
  });
}
