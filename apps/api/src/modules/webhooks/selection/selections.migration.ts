import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What endpoints want to know of the dataset of an event, beside the event. */
export class WebhookSelections1768200001202 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table webhook_endpoints add column selection text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table webhook_endpoints drop column selection');
  }
}
