import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was answered to calls with an idempotency key, whatever they asked for; those of before are carried over. */
export class Idempotency1767200000053 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotent_answers (
        part uuid not null references datasets on delete cascade,
        use text not null,
        idempotency_key text not null,
        request_sha256 text not null,
        answer jsonb not null,
        created_at timestamptz not null default now(),
        primary key (part, use, idempotency_key)
      );
      insert into idempotent_answers
        select dataset_id, 'upsertCustomers', idempotency_key, request_sha256,
          jsonb_build_object('created', created, 'updated', updated), created_at from customer_upserts
        union all
        select dataset_id, 'recordOutcomes', idempotency_key, request_sha256,
          jsonb_build_object('recorded', recorded, 'unknown', unknown), created_at from outcome_calls;
      drop table customer_upserts, outcome_calls;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table customer_upserts (
        dataset_id uuid not null references datasets on delete cascade,
        idempotency_key text not null,
        request_sha256 text not null,
        created int not null,
        updated int not null,
        created_at timestamptz not null default now(),
        primary key (dataset_id, idempotency_key)
      );
      create table outcome_calls (
        dataset_id uuid not null references datasets on delete cascade,
        idempotency_key text not null,
        request_sha256 text not null,
        recorded int not null,
        unknown text[] not null,
        created_at timestamptz not null,
        primary key (dataset_id, idempotency_key)
      );
      insert into customer_upserts
        select part, idempotency_key, request_sha256, (answer ->> 'created')::int, (answer ->> 'updated')::int, created_at
        from idempotent_answers where use = 'upsertCustomers';
      insert into outcome_calls
        select part, idempotency_key, request_sha256, (answer ->> 'recorded')::int,
          array(select jsonb_array_elements_text(answer -> 'unknown')), created_at
        from idempotent_answers where use = 'recordOutcomes';
      drop table idempotent_answers;
    `);
  }
}
