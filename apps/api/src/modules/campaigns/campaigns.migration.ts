import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Campaigns: lists that were frozen when they were made, with who was drawn to be left alone. */
export class Campaigns1766300002001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table campaigns (
        id uuid primary key,
        dataset_id uuid not null references datasets on delete cascade,
        name text not null,
        created_at timestamptz not null,
        sentence text not null,
        source text not null,
        made_of jsonb not null,
        hold_out_share float8 not null,
        seed bigint not null,
        contact_cost float8,
        contacted_count int not null,
        hold_out_count int not null,
        erased_count int not null default 0
      );
      create index campaigns_newest on campaigns (dataset_id, created_at desc, id desc);

      create table campaign_members (
        campaign_id uuid not null references campaigns on delete cascade,
        dataset_id uuid not null,
        row int not null,
        held_out boolean not null,
        probability float8,
        risk_band text,
        segment_key text,
        primary key (campaign_id, row)
      );
      create index campaign_members_customer on campaign_members (dataset_id, row);

      create view known_campaigns as select dataset_id, id as campaign_id, name from campaigns;
      create view campaign_arms as
        select campaign_id, dataset_id, row, case when held_out then 'HOLD_OUT' else 'CONTACTED' end as arm
        from campaign_members`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view campaign_arms, known_campaigns; drop table campaign_members, campaigns');
  }
}
