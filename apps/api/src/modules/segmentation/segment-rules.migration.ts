import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a segment can be told by, besides its model. */
export class SegmentRules1767300000506 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segments add rule jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segments drop column rule');
  }
}
