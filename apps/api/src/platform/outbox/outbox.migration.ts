import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events that are still to be delivered: one row for each handler, so that one handler's failure delays no other. */
export class Outbox1764200000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outbox (
        id bigint generated always as identity primary key,
        stream text not null,
        handler text not null,
        event text not null,
        payload jsonb not null,
        attempts int not null default 0,
        error text,
        created_at timestamptz not null default clock_timestamp(),
        next_attempt_at timestamptz not null default clock_timestamp(),
        given_up_at timestamptz
      )`);
    await runner.query('create index outbox_open on outbox (handler, stream, id) where given_up_at is null');
    await runner.query('create index outbox_streams on outbox (stream) where given_up_at is null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table outbox');
  }
}
