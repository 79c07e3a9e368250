import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Parts of datasets that no campaign contacts, and for others: who is held out of what. Who is in such a part is not
 * stored: a number in [0, 1) that belongs to the customer's id under the seed is below the share.
 */
export class GlobalHoldOuts1767800001204 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The outcome is a scalar subquery: as a join it would sort the outcomes of everybody for one customer.
    await runner.query(`
      create table global_hold_outs (
        id uuid primary key,
        dataset_id uuid not null references datasets on delete cascade,
        share float8 not null,
        seed bigint not null,
        started_at timestamptz not null,
        ended_at timestamptz,
        arms jsonb
      );
      create unique index global_hold_outs_running on global_hold_outs (dataset_id) where ended_at is null;
      create index global_hold_outs_newest on global_hold_outs (dataset_id, started_at desc);

      create view global_hold_out_arms as
        select h.id, h.dataset_id, c.row,
          (hashtextextended(c.external_id, h.seed) & 4503599627370495) < h.share * 4503599627370496 as held_out
        from global_hold_outs h join current_customers c on c.dataset_id = h.dataset_id;
      create view customers_held_out as
        select a.dataset_id, a.row, null::uuid as campaign_id, null::text as campaign, h.started_at as since
        from global_hold_out_arms a join global_hold_outs h on h.id = a.id
        where h.ended_at is null and a.held_out
        union all
        select m.dataset_id, m.row, c.id, c.name, c.created_at
        from campaign_members m join campaigns c on c.id = m.campaign_id
        where m.held_out and (
          select o.observed_at > c.created_at from current_outcomes o
          where o.dataset_id = m.dataset_id and o.row = m.row) is not true`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view customers_held_out, global_hold_out_arms; drop table global_hold_outs');
  }
}
