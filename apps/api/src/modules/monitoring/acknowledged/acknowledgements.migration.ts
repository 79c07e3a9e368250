import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when something has changed, and who has looked into it. */
export class Acknowledgements1768600000103 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table monitoring_reports add first_seen_at timestamptz, add acknowledgement jsonb',
    );
    await runner.query(`
      update monitoring_reports r set first_seen_at = (
        select min(f.checked_at) from monitoring_reports f
        where f.dataset_id = r.dataset_id and f.checked_at <= r.checked_at and f.checked_at > coalesce(
          (select max(q.checked_at) from monitoring_reports q
           where q.dataset_id = r.dataset_id and q.state = 'QUIET' and q.checked_at < r.checked_at), '-infinity')
      ) where r.state <> 'QUIET'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table monitoring_reports drop first_seen_at, drop acknowledgement');
  }
}
