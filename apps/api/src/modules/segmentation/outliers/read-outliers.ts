import type { DataSource } from 'typeorm';
import { boundedNumberSql } from '../../../platform/value-bounds.js';
import { say } from '../messages.js';
import type { Segmentation } from '../segmentation.entity.js';
import type { SegmentationOutlier } from './segmentation-outlier.types.js';

/** The most outliers that are told. */
export const MOST_OUTLIERS = 100;

/** The customers who lie apart as they are now: whoever was corrected or erased since the fit is not told. */
export async function readOutliers(
  dataSource: DataSource,
  { id, datasetId, minK, selectedK, columnOutliers }: Segmentation,
): Promise<SegmentationOutlier[]> {
  const told = columnOutliers.flatMap(({ rows, ...column }) => rows.map((row) => ({ ...column, row })));
  if (told.length === 0) return [];
  const found = await dataSource.query<FoundOutlier[]>(
    `select * from (
       select c.external_id as "externalId", told.feature, told.low, told.high, s.key as "segmentKey",
         ${boundedNumberSql('attribute_number(c.cells, c.names, told.feature)')} as value
       from unnest($3::text[], $4::int[], $5::float8[], $6::float8[]) as told(feature, row, low, high)
       join current_customers c on c.dataset_id = $2 and c.row = told.row
       left join segment_memberships m on m.segmentation_id = $1 and m.row = told.row
       left join segments s on s.segmentation_id = $1 and s.k = $7 and s.index = m.labels[$7::int - $8::int + 1]
     ) known where value < low or value > high order by feature, "externalId" limit ${MOST_OUTLIERS}`,
    [
      ...[id, datasetId],
      told.map(({ feature }) => feature),
      told.map(({ row }) => row),
      told.map(({ low }) => low),
      told.map(({ high }) => high),
      ...[selectedK, minK],
    ],
  );
  return found.map(({ low, high, ...outlier }) => ({
    ...outlier,
    reason: reasonOf({ low, high, ...outlier }),
  }));
}

type FoundOutlier = Omit<SegmentationOutlier, 'reason'> & { readonly low: number; readonly high: number };

function reasonOf({ feature, value, low, high }: FoundOutlier): string {
  const isHigh = value > high;
  return say().outlier(feature, value, { at: isHigh ? high : low, isHigh });
}
