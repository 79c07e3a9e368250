import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The events of the audit: rows that can be added and never changed, each with the hash of itself and of the one before.
 * PostgreSQL sets number, time and hash, whatever was given.
 */
export class Audit1767200001301 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const [{ schema }]: [{ schema: string }] = await runner.query(
      'select quote_ident(current_schema()) as schema',
    );
    await runner.query(`
      create table audit_events (
        seq bigint primary key,
        id uuid not null unique,
        settles uuid unique,
        at timestamptz not null,
        actor text not null,
        actor_id text,
        action text not null,
        subject text,
        dataset_id uuid,
        address text,
        outcome text not null check (outcome in ('ASKED', 'DONE', 'REFUSED', 'FAILED', 'UNKNOWN')),
        codes text[] not null,
        hash bytea not null
      );
      create index audit_acts_newest on audit_events (seq desc) where settles is null;

      -- What is hashed, after the hash of the event before it and a line feed.
      create function audit_line(e audit_events) returns text language sql stable as $$
        select json_build_array(e.seq, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.id, e.settles,
          e.actor, e.actor_id, e.action, e.subject, e.dataset_id, e.address, e.outcome, array_to_string(e.codes, ','))::text
      $$;

      -- The search path keeps away tables that somebody else calls the same.
      create function link_audit_event() returns trigger language plpgsql set search_path = ${schema}, pg_temp as $$
      declare before record;
      begin
        -- One writer at a time, until it has committed: each event follows the one that is really the last.
        perform pg_advisory_xact_lock(7245010);
        select seq, encode(hash, 'hex') as hash into before from audit_events order by seq desc limit 1;
        new.seq := coalesce(before.seq, 0) + 1;
        new.at := clock_timestamp();
        new.hash := sha256(convert_to(coalesce(before.hash, repeat('0', 64)) || E'\\n' || audit_line(new), 'UTF8'));
        return new;
      end $$;
      create trigger link before insert on audit_events for each row execute function link_audit_event();

      -- For owners as well, who would have to remove this first.
      create function keep_audit_events() returns trigger language plpgsql as $$
      begin
        raise insufficient_privilege using message = 'audit_events can only be added to';
      end $$;
      create trigger keep before update or delete or truncate on audit_events
        for each statement execute function keep_audit_events();

      -- An act is an event with what came of it.
      create view audit_acts as
        select a.seq, a.id, a.at, a.actor, a.actor_id, a.action, coalesce(s.subject, a.subject) as subject,
          coalesce(s.dataset_id, a.dataset_id) as dataset_id, a.address, coalesce(s.codes, a.codes) as codes,
          case when a.outcome <> 'ASKED' then a.outcome else coalesce(s.outcome, 'UNKNOWN') end as outcome,
          s.at as settled_at, a.hash, s.hash as settled_hash
        from audit_events a left join audit_events s on s.settles = a.id where a.settles is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view audit_acts;
      drop table audit_events cascade;
      drop function link_audit_event, keep_audit_events;
    `);
  }
}
