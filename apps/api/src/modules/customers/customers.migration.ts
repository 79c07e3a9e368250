import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers, and what was answered to writes that carried an idempotency key. */
export class Customers1763800000401 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Ids compare byte by byte, so that a list has one order whatever the locale of the database.
    await runner.query(`
      create table customers (
        dataset_id uuid not null references datasets on delete cascade,
        row int not null,
        external_id text collate "C" not null,
        attributes jsonb not null,
        search_text text not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        primary key (dataset_id, row),
        unique (dataset_id, external_id)
      )`);
    await runner.query(`
      create table customer_upserts (
        dataset_id uuid not null references datasets on delete cascade,
        idempotency_key text not null,
        request_sha256 text not null,
        created int not null,
        updated int not null,
        created_at timestamptz not null default now(),
        primary key (dataset_id, idempotency_key)
      )`);
    // Search works without it, by reading every customer: a database of the operator's own may not allow extensions.
    await runner.query(`
      do $$ begin
        create extension if not exists pg_trgm;
        create index customers_search on customers using gin (search_text gin_trgm_ops);
      exception when others then
        raise notice 'No trigram index for the search of customers: %', sqlerrm;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table customer_upserts, customers');
  }
}
