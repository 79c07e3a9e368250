import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps with each import its sheet and the columns of its file, and which rejected rows repeat a customer that was taken. */
export class Intake1766000000308 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table imports add sheet text, add column_names jsonb');
    await runner.query('create index imports_file on imports (file_sha256)');
    await runner.query('alter table rejected_rows add is_repeat boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table rejected_rows drop column is_repeat');
    await runner.query('drop index imports_file');
    await runner.query('alter table imports drop column sheet, drop column column_names');
  }
}
