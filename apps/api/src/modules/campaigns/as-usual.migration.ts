import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A third arm: members whom a campaign neither contacts nor keeps from what is done anyway. */
export class AsUsual1768200001205 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table campaigns add as_usual_share float8 not null default 0, add as_usual_count int not null default 0;
      alter table campaign_members add as_usual boolean not null default false;
      create or replace view campaign_arms as
        select campaign_id, dataset_id, row,
          case when held_out then 'HOLD_OUT' when as_usual then 'BUSINESS_AS_USUAL' else 'CONTACTED' end as arm
        from campaign_members;
      create or replace view campaign_contacts as
        select m.dataset_id, m.row, c.created_at as contacted_at
        from campaign_members m join campaigns c on c.id = m.campaign_id where not m.held_out and not m.as_usual`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace view campaign_arms as
        select campaign_id, dataset_id, row, case when held_out then 'HOLD_OUT' else 'CONTACTED' end as arm
        from campaign_members;
      create or replace view campaign_contacts as
        select m.dataset_id, m.row, c.created_at as contacted_at
        from campaign_members m join campaigns c on c.id = m.campaign_id where not m.held_out;
      alter table campaign_members drop as_usual;
      alter table campaigns drop as_usual_share, drop as_usual_count`);
  }
}
