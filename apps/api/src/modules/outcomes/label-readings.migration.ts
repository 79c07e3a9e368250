import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who had stayed by the labels of each import: what a model foresaw of those comes true as well. */
export class LabelReadings1768900001002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table label_readings (
        dataset_id uuid not null references datasets on delete cascade,
        observed_at timestamptz not null,
        stayed int4multirange not null,
        primary key (dataset_id, observed_at)
      );
      create view stayed_customers as
        select r.dataset_id, g.row, r.observed_at
        from label_readings r cross join lateral unnest(r.stayed) u(part)
        cross join lateral generate_series(lower(u.part), upper(u.part) - 1) g(row)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view stayed_customers; drop table label_readings');
  }
}
