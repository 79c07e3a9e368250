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

      create view customer_segments as
        select n.dataset_id, m.row, m.segmentation_id, s.k, s.index, s.key, s.name, n.active and s.k = n.selected_k as current
        from segmentations n
        join segments s on s.segmentation_id = n.id
        join segment_memberships m on m.segmentation_id = n.id and m.labels[s.k - n.min_k + 1] = s.index
        where n.status = 'COMPLETED'`);
    // Customers that an earlier release lost track of between a fit and an upsert are placed once more.
    await runner.query(`
      insert into outbox (stream, handler, event, payload)
      select id, 'segmentation', 'customers.changed', jsonb_build_object('datasetId', id, 'rows', null)
      from datasets where revision > 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view customer_segments;
      drop table segment_identities;
      alter table segmentations drop column snapshot_id;
      drop index segment_memberships_row, projection_points_row;
      alter table segment_memberships drop column revision`);
  }
}
