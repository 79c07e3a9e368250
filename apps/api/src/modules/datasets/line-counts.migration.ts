import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps with each import what became of every line of its file. */
export class LineCounts1765000000305 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table imports add lines jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table imports drop column lines');
  }
}
