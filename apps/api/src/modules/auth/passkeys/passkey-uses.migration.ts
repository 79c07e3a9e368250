import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a passkey signed somebody in last, beside what better-auth keeps of it. */
export class PasskeyUses1768600000208 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table auth.passkey add "lastUsedAt" timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table auth.passkey drop "lastUsedAt"');
  }
}
