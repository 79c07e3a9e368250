import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who requested a job, and what the fair order of jobs is read from. */
export class FairJobs1764900000102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table jobs add column caller_id text;
      create index jobs_unsettled_of_caller on jobs (caller_id, kind) where state in ('PENDING', 'RUNNING');
      create index jobs_started on jobs (dataset_id, started_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index jobs_started; alter table jobs drop column caller_id;');
  }
}
