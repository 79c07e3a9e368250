import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many customers a map has room for, and how far in the random order of all customers those are that it was made with,
 * 0..1: whoever comes later and is beyond has no place on it. Maps that were made before have room for 20,000.
 */
export class RoomierMaps1768700000510 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table segmentations add map_size int not null default 20000, add map_reach float8 not null default 1',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segmentations drop column map_size, drop column map_reach');
  }
}
