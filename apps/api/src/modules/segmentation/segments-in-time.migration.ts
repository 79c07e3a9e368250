import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lasts longer than one segmentation: edited names, when which one was used, and who moved meanwhile. */
export class SegmentsInTime1765200000504 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table segment_identities add edited_name text, add edited_at timestamptz;

      -- The segments of the active segmentation under every k, so that lists may look at another k than the selected one.
      create view active_segments as
        select n.dataset_id, s.segmentation_id, s.k, s.index, s.key, coalesce(i.edited_name, s.name) as name,
          s.k = n.selected_k as current
        from segmentations n
        join segments s on s.segmentation_id = n.id
        left join segment_identities i on i.dataset_id = n.dataset_id and i.key = s.key
        where n.active;
      drop view current_segments;

      create table segmentation_activations (
        dataset_id uuid not null references datasets on delete cascade,
        segmentation_id uuid not null references segmentations on delete cascade,
        k int not null,
        at timestamptz not null default clock_timestamp(),
        previous_id uuid references segmentations on delete set null,
        previous_k int
      );
      create index segmentation_activations_of on segmentation_activations (dataset_id, at);
      insert into segmentation_activations (dataset_id, segmentation_id, k, at)
        select dataset_id, id, selected_k, created_at from segmentations where active;

      -- The labels that a customer had until then, null for none; those of now are in segment_memberships.
      create table segment_moves (
        segmentation_id uuid not null references segmentations on delete cascade,
        row int not null,
        labels smallint[],
        until timestamptz not null default clock_timestamp()
      );
      create index segment_moves_of on segment_moves (segmentation_id, row)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view current_segments as
        select n.dataset_id, s.segmentation_id, s.k, s.index, s.key, s.name
        from segmentations n join segments s on s.segmentation_id = n.id and s.k = n.selected_k
        where n.active;
      drop view active_segments;
      drop table segmentation_activations, segment_moves;
      alter table segment_identities drop column edited_name, drop column edited_at`);
  }
}
