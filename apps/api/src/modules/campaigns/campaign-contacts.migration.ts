import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For others: whom campaigns contact, and since when. */
export class CampaignContacts1767500001203 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view campaign_contacts as
        select m.dataset_id, m.row, c.created_at as contacted_at
        from campaign_members m join campaigns c on c.id = m.campaign_id where not m.held_out`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view campaign_contacts');
  }
}
