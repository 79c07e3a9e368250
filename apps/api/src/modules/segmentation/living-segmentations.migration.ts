import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets segmentations follow a dataset that lives: a membership knows the revision of the customer that it places, a
 * segmentation the snapshot that it learned from, and the identities of segments belong to the dataset.
 */
export class LivingSegmentations1764200000502 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table segment_memberships add revision bigint not null default 0;
      create index segment_memberships_row on segment_memberships ("row");
      create index projection_points_row on projection_points ("row");
      alter table segmentations add snapshot_id uuid references snapshots;
      create index segmentations_snapshot on segmentations (snapshot_id);
      update segmentations s set snapshot_id = p.id from snapshots p where p.dataset_id = s.dataset_id and s.active;

      create table segment_identities (
        dataset_id uuid not null references datasets on delete cascade,
        key text not null,
        name text not null,
        colour int not null,
        born_at timestamptz not null,
        gone_at timestamptz,
        primary key (dataset_id, key)
      );
      insert into segment_identities (dataset_id, key, name, colour, born_at)
      select distinct on (s.dataset_id, g.key) s.dataset_id, g.key, g.name, g.index, s.created_at
      from segmentations s join segments g on g.segmentation_id = s.id where s.active
      order by s.dataset_id, g.key, g.k;

      -- Every k has a segment with the index 0, so that this is one row a customer and k.
      create view customer_segments as
        select n.dataset_id, m.row, n.id as segmentation_id, s.k, m.labels[s.k - n.min_k + 1]::int as index,
          n.active and s.k = n.selected_k as current
        from segmentations n
        join segments s on s.segmentation_id = n.id and s.index = 0
        join segment_memberships m on m.segmentation_id = n.id
        where n.status = 'COMPLETED';
      create view current_segments as
        select n.dataset_id, s.segmentation_id, s.k, s.index, s.key, s.name
        from segmentations n join segments s on s.segmentation_id = n.id and s.k = n.selected_k
        where n.active`);
    await this.#countMembers(runner);
    await this.#takeSizesOut(runner);
    // Customers that an earlier release lost track of between a fit and an upsert are placed once more.
    await runner.query(`
      insert into outbox (stream, handler, event, payload)
      select id, 'segmentation', 'customers.changed', jsonb_build_object('datasetId', id, 'rows', null)
      from datasets where revision > 0`);
  }

  /** The size in a description was that of the fit; it is put in front where it is read. */
  async #takeSizesOut(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update segments set description = regexp_replace(description, '^.*? of all\\. ', '')`,
    );
  }

  /** Sizes were those of the fit; from now on they follow the memberships. */
  async #countMembers(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from segment_memberships m using segmentations n
        where n.id = m.segmentation_id
          and not exists (select from customers c where c.dataset_id = n.dataset_id and c.row = m.row);
      with counted as (
        select m.segmentation_id, l.place - 1 + n.min_k as k, l.label as index, count(*) as size
        from segment_memberships m join segmentations n on n.id = m.segmentation_id,
             unnest(m.labels) with ordinality as l(label, place)
        group by 1, 2, 3
      ), sized as (
        select s.segmentation_id, s.k, s.index, coalesce(c.size, 0) as size,
               sum(coalesce(c.size, 0)) over (partition by s.segmentation_id, s.k) as total
        from segments s left join counted c
          on c.segmentation_id = s.segmentation_id and c.k = s.k and c.index = s.index
      )
      update segments s set size = sized.size, share = sized.size::float8 / greatest(sized.total, 1)
        from sized where sized.segmentation_id = s.segmentation_id and sized.k = s.k and sized.index = s.index`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view customer_segments, current_segments;
      drop table segment_identities;
      alter table segmentations drop column snapshot_id;
      drop index segment_memberships_row, projection_points_row;
      alter table segment_memberships drop column revision`);
  }
}
