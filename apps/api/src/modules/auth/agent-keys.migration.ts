import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether agents that have a key may change something with it. */
export class AgentKeys1767800000206 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_keys add agent_may_write bool not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_keys drop agent_may_write');
  }
}
