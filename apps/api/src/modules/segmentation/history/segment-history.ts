import type { DataSource } from 'typeorm';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import type { SegmentsKey } from '../read-segments.js';
import type { CustomerKey } from '../segment-reader.js';
import type { SegmentStay } from './history.types.js';
import type { Flow } from './segmentation-change.js';

/** Reads what segments customers have been in: under each segmentation while it was the active one. */
export class SegmentHistory {
  constructor(private readonly dataSource: DataSource) {}

  /** The stays of each customer, the first one first. */
  readonly stays: LoaderDefinition<CustomerKey, SegmentStay[]> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (customers) => {
      const found = await this.dataSource.query<(SegmentStay & CustomerKey)[]>(
        `with asked as (
           select * from unnest($1::uuid[], $2::int[]) as asked(dataset_id, "row")
         ), used as (
           select a.dataset_id, a.segmentation_id, a.k, a.at,
             coalesce(lead(a.at) over (partition by a.dataset_id order by a.at), 'infinity') as ended
           from segmentation_activations a where a.dataset_id = any($1)
         ), labelled as (
           -- Each state of the labels that a customer had while the segmentation was in use, and when it began.
           select q.dataset_id, q.row, u.segmentation_id, u.k, s.labels, greatest(u.at, s.since) as since
           from asked q join used u using (dataset_id)
           cross join lateral (
             select v.labels, coalesce(lag(v.until) over (order by v.until), '-infinity') as since, v.until
             from (
               select labels, until from segment_moves m where m.segmentation_id = u.segmentation_id and m.row = q.row
               union all
               select labels, 'infinity' from segment_memberships m
               where m.segmentation_id = u.segmentation_id and m.row = q.row
             ) v
           ) s
           where s.until > u.at and s.since < u.ended
         ), placed as (
           select l.dataset_id, l.row, l.since, g.key, g.name,
             lag(g.key) over (partition by l.dataset_id, l.row order by l.since) as before
           from labelled l
           join segmentations n on n.id = l.segmentation_id
           join segments g on g.segmentation_id = l.segmentation_id and g.k = l.k
             and g.index = l.labels[l.k - n.min_k + 1]
         )
         select p.dataset_id as "datasetId", p.row, p.key as "segmentKey",
           coalesce(i.edited_name, i.name, p.name) as "segmentName",
           p.since
         from placed p
         left join segment_identities i on i.dataset_id = p.dataset_id and i.key = p.key
         where p.before is distinct from p.key
         order by p.since`,
        [customers.map(({ datasetId }) => datasetId), customers.map(({ row }) => row)],
      );
      return customers.map(({ datasetId, row }) =>
        found.filter((stay) => stay.datasetId === datasetId && stay.row === row),
      );
    },
  };

  /** The segmentation that was active before another one, with its k; null for the first one of a dataset. */
  async previous(datasetId: string, segmentationId: string): Promise<SegmentsKey | null> {
    const [found] = await this.dataSource.query<{ id: string; k: number }[]>(
      `select previous_id as id, previous_k as k from segmentation_activations
       where dataset_id = $1 and segmentation_id = $2 and previous_id is not null order by at desc limit 1`,
      [datasetId, segmentationId],
    );
    return found ? { datasetId, ...found } : null;
  }

  /** Who went from which segment of one segmentation to which of another, the most first. One pass over the customers. */
  flows(before: SegmentsKey, now: SegmentsKey): Promise<Flow[]> {
    return this.dataSource.query(
      `with counted as (
         select a.labels[$3::int - p.min_k + 1] as before, b.labels[$4::int - n.min_k + 1] as now, count(*)::int as customers
         from segmentations p, segmentations n,
           (select row, labels from segment_memberships where segmentation_id = $1) a
           full join (select row, labels from segment_memberships where segmentation_id = $2) b using (row)
         where p.id = $1 and n.id = $2 group by 1, 2
       )
       select f.key as "fromKey", t.key as "toKey", c.customers from counted c
       left join segments f on f.segmentation_id = $1 and f.k = $3 and f.index = c.before
       left join segments t on t.segmentation_id = $2 and t.k = $4 and t.index = c.now
       order by c.customers desc, f.index, t.index`,
      [before.id, now.id, before.k, now.k],
    );
  }
}
