import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What users write about a segment, which stays with its key as its name does. */
export class SegmentNotes1767300000507 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segment_identities add note text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segment_identities drop column note');
  }
}
