import type { DataSource } from 'typeorm';
import type { SegmentsKey } from '../read-segments.js';

/** A customer on the map of a segmentation, with the index of its segment under a k. */
export interface MapPoint {
  readonly externalId: string;
  readonly x: number;
  readonly y: number;
  readonly index: number;
}

// The first of the random order are read by its index, and what belongs to them row by row, in the order in which rows lie:
// a join would go through all customers. Points beyond are gone through only for segments that none of the first is in.
const DRAW = `
  with first as materialized (
    select near.*, (
      select m.labels[$3::int - n.min_k + 1]::int from segment_memberships m
      where m.segmentation_id = n.id and m.row = near.row
    ) as index
    from segmentations n, (
      select * from (
        select p.rank, p.row, p.x, p.y from projection_points p
        where p.segmentation_id = $1 order by p.rank limit $4
      ) foremost
      order by row
    ) near
    where n.id = $1
  ), unseen as (
    select found.* from segmentations n
    join segments s on s.segmentation_id = n.id and s.k = $3 and s.size > 0
    cross join lateral (
      select p.rank, p.row, p.x, p.y, s.index from projection_points p
      join segment_memberships m on m.segmentation_id = n.id and m.row = p.row
      where p.segmentation_id = n.id and m.labels[$3::int - n.min_k + 1] = s.index order by p.rank limit 1
    ) found
    where n.id = $1 and not exists (select from first where first.index = s.index)
  ), drawn as (
    select * from (
      select points.*, row_number() over (partition by index order by rank) as nth
      from (table first union all table unseen) points where index is not null
    ) ranked
    order by (nth = 1) desc, rank limit $4
  ), named as (
    select near.*, (
      select c.external_id from current_customers c where c.dataset_id = $2 and c.row = near.row
    ) as "externalId"
    from (select * from drawn order by row) near
  )
  select "externalId", x, y, index from named where "externalId" is not null order by rank`;

/** At most `sample` customers on the map, in random order, with at least one of every segment of the k. */
export function drawPoints(
  dataSource: DataSource,
  { id, datasetId, k }: SegmentsKey,
  sample: number,
): Promise<MapPoint[]> {
  return dataSource.query<MapPoint[]>(DRAW, [id, datasetId, k, sample]);
}
