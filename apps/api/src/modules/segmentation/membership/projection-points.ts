import type { EntityManager } from 'typeorm';
import type { PlacedCustomer } from './placed-customer.js';

/** Segments of at most so many customers show all who come to them, however many others there are. */
const SMALL_SEGMENT = 30;

/**
 * Gives customers their place on the map of a segmentation, before their memberships are written. Who has a point moves.
 * Who has none joins the random order of all customers at a place drawn from its row, and has a point where the map
 * reached as far when it was made and has room for those before it, or a segment is so small that it might have none.
 */
export async function placePoints(
  manager: EntityManager,
  datasetId: string,
  segmentationId: string,
  customers: readonly PlacedCustomer[],
): Promise<void> {
  const placed = customers.filter(({ point }) => point !== null);
  if (placed.length === 0) return;
  await manager.query(
    `with small as (
       select s.k - n.min_k + 1 as place, s.index from segments s join segmentations n on n.id = s.segmentation_id
       where n.id = $2 and s.size <= ${SMALL_SEGMENT}
     ), placed as (
       select p.row, p.labels::smallint[], p.x, p.y,
              (hashtextextended($2::text, p.row) & 4503599627370495) / 4503599627370496.0::float8 as rank
       from unnest($3::int[], $4::text[], $5::bigint[], $6::float8[], $7::float8[]) as p(row, labels, revision, x, y)
       join current_customers c on c.dataset_id = $1 and c.row = p.row and c.revision = p.revision
     )
     insert into projection_points (segmentation_id, row, rank, x, y)
     select $2, p.row, p.rank, p.x, p.y from placed p join segmentations n on n.id = $2
     where exists (select from projection_points o where o.segmentation_id = $2 and o.row = p.row)
       -- The last that there is room for is looked for where it matters alone.
       or p.rank <= n.map_reach and p.rank <= coalesce(
         (select rank from projection_points where segmentation_id = $2 order by rank
          offset (select map_size - 1 from segmentations where id = $2) limit 1),
         1)
       or exists (select from small s where p.labels[s.place] = s.index)
     on conflict (segmentation_id, row) do update set x = excluded.x, y = excluded.y`,
    [
      datasetId,
      segmentationId,
      placed.map(({ row }) => row),
      placed.map(({ labels }) => `{${labels.join(',')}}`),
      placed.map(({ revision }) => revision),
      placed.map(({ point }) => point!.x),
      placed.map(({ point }) => point!.y),
    ],
  );
}

/** Takes customers from the map of a segmentation. */
export async function removePoints(
  manager: EntityManager,
  segmentationId: string,
  rows: readonly number[],
): Promise<void> {
  await manager.query('delete from projection_points where segmentation_id = $1 and row = any($2)', [
    segmentationId,
    rows,
  ]);
}
