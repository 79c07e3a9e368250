import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Endpoints of webhooks, what is sent to them, and what they were last told of customers and campaigns. */
export class Webhooks1766400001201 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table webhook_endpoints (
        id uuid primary key,
        url text not null,
        events text[] not null,
        enabled bool not null default true,
        disabled_reason text,
        failing_since timestamptz,
        secret text not null,
        previous_secret text,
        previous_secret_until timestamptz,
        created_at timestamptz not null default clock_timestamp()
      );
      create table webhook_deliveries (
        id uuid primary key default gen_random_uuid(),
        endpoint_id uuid not null references webhook_endpoints on delete cascade,
        message_id text not null,
        -- The event of the outbox that it is of, which may be handled twice; null for tests and replays.
        source text,
        event text not null,
        payload json not null,
        state text not null default 'PENDING',
        attempts int not null default 0,
        response_status int,
        error text,
        created_at timestamptz not null default clock_timestamp(),
        next_attempt_at timestamptz default clock_timestamp(),
        unique (endpoint_id, source)
      );
      create index webhook_deliveries_due on webhook_deliveries (endpoint_id, next_attempt_at) where state = 'PENDING';
      create index webhook_deliveries_listed on webhook_deliveries (endpoint_id, created_at, id);
      create index webhook_deliveries_old on webhook_deliveries (created_at);
      create table webhook_customers (
        dataset_id uuid not null references datasets on delete cascade,
        row int not null,
        segment_key text,
        risk_band text,
        primary key (dataset_id, row)
      );
      create table webhook_campaigns (
        campaign_id uuid primary key references campaigns on delete cascade,
        dataset_id uuid not null,
        verdict text not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table webhook_campaigns, webhook_customers, webhook_deliveries, webhook_endpoints',
    );
  }
}
