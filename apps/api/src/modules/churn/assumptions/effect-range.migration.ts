import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How low and how high the share that a contact turns may be. */
export class EffectRange1765200000607 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table assumptions add effect_low float8, add effect_high float8');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table assumptions drop effect_low, drop effect_high');
  }
}
