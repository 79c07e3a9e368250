import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Splits what was one table in three: a dataset that lives, the imports into it, and the snapshots of it. Each change of
 * customers gets a number, the dataset's revision, so that what lags behind is found without a clock; row numbers are
 * handed out once and never again.
 */
export class LivingDatasets1764200000302 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table datasets add revision bigint not null default 0, add removal_revision bigint not null default 0,
        add next_row int not null default 0;
      alter table customers add revision bigint not null default 0;
      create index customers_revision on customers (dataset_id, revision);
      create view current_customers as
        select dataset_id, row, external_id, attributes, search_text, updated_at, revision from customers;

      create table imports (
        id uuid primary key default gen_random_uuid(),
        dataset_id uuid not null references datasets on delete cascade,
        number int not null,
        kind text not null default 'CUSTOMERS' check (kind in ('CUSTOMERS', 'TRANSACTIONS')),
        mode text not null check (mode in ('NEW', 'APPEND', 'REPLACE')),
        status text not null check (status in ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
        file_name text not null,
        byte_size bigint,
        file_sha256 text,
        dialect jsonb not null,
        created_at timestamptz not null,
        created_by text,
        settled_at timestamptz,
        created_count int not null default 0,
        updated_count int not null default 0,
        removed_count int not null default 0,
        rejected_row_count int not null default 0,
        error_code text,
        error_message text,
        unique (dataset_id, number)
      );
      create table snapshots (
        id uuid primary key default gen_random_uuid(),
        dataset_id uuid not null references datasets on delete cascade,
        revision bigint not null,
        taken_at timestamptz not null default clock_timestamp(),
        path text not null,
        sha256 text not null,
        rows int not null
      );
      create index snapshots_newest on snapshots (dataset_id, revision desc);`);
    await this.#moveImports(runner);
    await this.#moveSnapshots(runner);
  }

  async #moveImports(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into imports (dataset_id, number, mode, status, file_name, dialect, created_at, settled_at, created_count, rejected_row_count)
      select id, 1, 'NEW', case status when 'READY' then 'COMPLETED' when 'FAILED' then 'FAILED' else 'PENDING' end,
        name, dialect, created_at, case when status <> 'IMPORTING' then created_at end, customer_count, rejected_row_count
      from datasets;
      update jobs set payload = jobs.payload || jsonb_build_object('importId', i.id)
        from imports i where jobs.kind = 'import-dataset' and jobs.dataset_id = i.dataset_id;

      alter table rejected_rows add import_id uuid references imports on delete cascade;
      update rejected_rows r set import_id = i.id from imports i where i.dataset_id = r.dataset_id;
      alter table rejected_rows drop constraint rejected_rows_pkey, drop column dataset_id,
        add primary key (import_id, ordinal);
      alter table datasets drop column dialect;`);
  }

  async #moveSnapshots(runner: QueryRunner): Promise<void> {
    // What was upserted since the file was written has been noted in the times alone.
    await runner.query(`
      insert into snapshots (dataset_id, revision, taken_at, path, sha256, rows)
      select id, 0, created_at, snapshot_path, snapshot_sha256, snapshot_rows
      from datasets where snapshot_path is not null;
      update datasets d set
        revision = case when snapshot_stale then 1 else 0 end,
        next_row = greatest(
          (select coalesce(max(c.row), -1) from customers c where c.dataset_id = d.id),
          (select coalesce(max(m.row), -1) from segment_memberships m
             join segmentations s on s.id = m.segmentation_id where s.dataset_id = d.id),
          (select coalesce(max(p.row), -1) from churn_scores p
             join churn_models m on m.id = p.churn_model_id where m.dataset_id = d.id)) + 1;
      update customers c set revision = 1 from (select dataset_id, min(created_at) as at from customers group by dataset_id) imported
        where c.dataset_id = imported.dataset_id and c.updated_at > imported.at;
      alter table datasets drop column snapshot_path, drop column snapshot_sha256, drop column snapshot_rows,
        drop column snapshot_stale;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table datasets add dialect jsonb, add snapshot_path text, add snapshot_sha256 text, add snapshot_rows int,
        add snapshot_stale boolean not null default false;
      update datasets d set dialect = i.dialect from imports i where i.dataset_id = d.id and i.number = 1;
      update datasets d set snapshot_path = s.path, snapshot_sha256 = s.sha256, snapshot_rows = s.rows,
        snapshot_stale = s.revision < d.revision
        from (select distinct on (dataset_id) * from snapshots order by dataset_id, revision desc) s
        where s.dataset_id = d.id;
      alter table datasets alter dialect set not null, drop column revision, drop column removal_revision,
        drop column next_row;
      drop view current_customers;
      alter table customers drop column revision;
      alter table rejected_rows add dataset_id uuid references datasets on delete cascade;
      update rejected_rows r set dataset_id = i.dataset_id from imports i where i.id = r.import_id;
      delete from rejected_rows r using imports i where i.id = r.import_id and i.number > 1;
      alter table rejected_rows drop constraint rejected_rows_pkey, drop column import_id,
        alter dataset_id set not null, add primary key (dataset_id, ordinal);
      drop table snapshots, imports`);
  }
}
