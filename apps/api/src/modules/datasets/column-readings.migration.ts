import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes how the texts of each column become values, so that all later ones are read like those of its import. */
export class ColumnReadings1765000000304 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dataset_columns add reading jsonb');
    await runner.query(`
      update dataset_columns c set reading = jsonb_build_object(
        'type', c.type,
        'decimal', coalesce(i.dialect ->> 'decimalSeparator', '.'),
        'order', case when c.type = 'DATE' then case i.dialect ->> 'dateFormat'
          when 'dd-mm-yyyy' then 'dmy' when 'mm-dd-yyyy' then 'mdy' else 'ymd' end end)
      from (select distinct on (dataset_id) dataset_id, dialect from imports order by dataset_id, number) i
      where i.dataset_id = c.dataset_id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dataset_columns drop column reading');
  }
}
