import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Gives customers who come after a fit their place on its map: a segmentation keeps its principal components, and the
 * rank of a point is where it stands in a random order of all customers, 0..1, which those who come later share. For
 * others: who lies where.
 */
export class NewcomersOnMap1767800000508 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table segmentations add components bytea;
      alter table projection_points
        drop constraint projection_points_pkey,
        alter rank type float8,
        add primary key (segmentation_id, "row");
      create index projection_points_rank on projection_points (segmentation_id, rank);
      create view map_points as
        select n.dataset_id, p.segmentation_id, p."row", p.x, p.y
        from projection_points p join segmentations n on n.id = p.segmentation_id where n.status = 'COMPLETED'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view map_points;
      drop index projection_points_rank;
      alter table projection_points drop constraint projection_points_pkey;
      update projection_points p set rank = r.rank
        from (select segmentation_id, "row", row_number() over (partition by segmentation_id order by rank, "row") - 1 as rank
              from projection_points) r
        where r.segmentation_id = p.segmentation_id and r."row" = p."row";
      alter table projection_points alter rank type int, add primary key (segmentation_id, rank);
      alter table segmentations drop column components`);
  }
}
